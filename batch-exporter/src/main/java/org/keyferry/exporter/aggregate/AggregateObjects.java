package org.keyferry.exporter.aggregate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.Stored;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.exporter.publish.ObjectFolder;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.hub.JsonOutput;
import tools.jackson.core.JsonGenerator;

/**
 * Aggregates in the store: objects whose names follow from their bytes, and the aliases that name
 * the one of now, which are replaced by compare-and-set.
 *
 * <p>in: files; out: {@code FEED/v1/exposed/data/NAME-HASH.edi} or {@code .json}, {@code
 * NAME.alias}, {@code aggregates.idle}
 */
final class AggregateObjects {
  private static final String ALIAS_CACHE_CONTROL =
      "public, max-age=300, stale-while-revalidate=60";
  private static final int HASH_CHARACTERS = 22;
  private static final Pattern OBJECT =
      Pattern.compile(
          ".*/v1/exposed/data/([0-9a-z]+)-[A-Za-z0-9_-]{" + HASH_CHARACTERS + "}\\.(edi|json)");

  private final ObjectStore store;

  AggregateObjects(ObjectStore store) {
    this.store = store;
  }

  /**
   * An aggregate that an alias names.
   *
   * @param etag of the alias
   * @param built empty if somebody else wrote the alias
   */
  record Named(String etag, Optional<BuiltAggregate> built) {}

  private static String alias(String feed, AggregateName name) {
    return ObjectFolder.PUBLIC.inBucket(DocumentNames.dataAlias(feed, name.word()));
  }

  /** What the alias names; empty if there is none. */
  Optional<Named> find(String feed, AggregateName name) throws IOException {
    return store
        .head(alias(feed, name))
        .map(head -> new Named(head.etag(), BuiltAggregate.of(head.metadata())));
  }

  /**
   * Has the alias name this aggregate, which must be in the store.
   *
   * @param before what it names now
   * @throws IOException also if another writer was faster
   */
  Named name(String feed, AggregateName name, BuiltAggregate built, Optional<Named> before)
      throws IOException {
    byte[] target = built.objectName(feed, name).getBytes(US_ASCII);
    var metadata = new HashMap<>(built.metadata());
    metadata.put(DocumentNames.HASH_METADATA, ContentHash.of(target).text());
    var content = Content.of(target, DocumentNames.ALIAS_MEDIA_TYPE, ALIAS_CACHE_CONTROL, metadata);
    String etag = replace(alias(feed, name), before.map(Named::etag), content);
    return new Named(etag, Optional.of(built));
  }

  /** Has the object this content, unless it changed since it had that tag, or none; its new tag. */
  private String replace(String name, Optional<String> before, Content content) throws IOException {
    Stored stored =
        before.isEmpty()
            ? store.putIfAbsent(name, content)
            : store.putIfMatch(name, before.get(), content);
    if (stored instanceof Stored.Written(String etag)) {
      return etag;
    }
    throw new IOException("another writer has changed " + name);
  }

  /** Has the address name nothing. */
  void unname(String feed, AggregateName name) throws IOException {
    store.delete(alias(feed, name));
  }

  /** Stores a file with keys, unless it is there, and makes sure that it is. */
  void put(String objectName, Path file, ContentHash hash) throws IOException {
    put(
        objectName,
        Content.of(
            file,
            DocumentNames.DATA_MEDIA_TYPE,
            DocumentNames.IMMUTABLE_CACHE_CONTROL,
            metadata(hash)),
        hash);
  }

  private static Map<String, String> metadata(ContentHash hash) {
    return Map.of(DocumentNames.HASH_METADATA, hash.text());
  }

  private void put(String objectName, Content content, ContentHash hash) throws IOException {
    String name = ObjectFolder.PUBLIC.inBucket(objectName);
    store.putIfAbsent(name, content);
    // Refused or not is no news: what counts is what the store gives back.
    var digest = Sha256.begun();
    try (StoredObject found =
        store
            .get(name)
            .orElseThrow(() -> new IOException("no object " + name + " after storing it"))) {
      new DigestInputStream(found.bytes(), digest).transferTo(OutputStream.nullOutputStream());
    }
    if (!hash.digest().equals(ByteString.copyFrom(digest.digest()))) {
      throw new IOException("an object that is not ours has the name " + name);
    }
  }

  /** Stores the list of the batches of an aggregate. */
  BuiltAggregate putList(String feed, AggregateName name, AggregateScope scope) throws IOException {
    byte[] json = list(feed, name, scope);
    var hash = ContentHash.of(json);
    var built =
        new BuiltAggregate(
            scope.window(), scope.keys(), hash, json.length, true, scope.fingerprint());
    put(built.objectName(feed, name), json(json, hash), hash);
    return built;
  }

  private static Content json(byte[] bytes, ContentHash hash) {
    return Content.of(
        bytes,
        DocumentNames.JSON_MEDIA_TYPE,
        DocumentNames.IMMUTABLE_CACHE_CONTROL,
        metadata(hash));
  }

  private static byte[] list(String feed, AggregateName name, AggregateScope scope) {
    return JsonOutput.write(out -> {
      out.writeStartObject();
      out.writeNumberProperty("version", 1);
      out.writeStringProperty("feed", feed);
      out.writeStringProperty("aggregate", name.word());
      out.writeStringProperty("time_stamp_from", scope.window().start().toString());
      out.writeStringProperty("time_stamp_to", scope.window().end().toString());
      out.writeNumberProperty("count", scope.keys());
      out.writeArrayPropertyStart("batches");
      scope.withKeys().forEach(batch -> write(out, batch));
      out.writeEndArray();
      out.writeEndObject();
    });
  }

  private static void write(JsonGenerator out, ListedBatch batch) {
    var data = batch.data().orElseThrow();
    out.writeStartObject();
    out.writeStringProperty("id", batch.id().toString());
    out.writeNumberProperty("count", batch.count());
    out.writeStringProperty("hash", data.hash().text());
    out.writeNumberProperty("bytes", data.bytes());
    // Relative to the aggregate's own address, beside which batches lie.
    out.writeStringProperty("uri_data", batch.id().toString());
    out.writeEndObject();
  }

  /** The names of all objects of aggregates of the feed, relative to the public prefix. */
  List<String> stored(String feed) throws IOException {
    return store.list(ObjectFolder.PUBLIC.inBucket(feed + "/v1/exposed/data/")).stream()
        .map(ObjectFolder.PUBLIC::inFolder)
        .filter(AggregateObjects::isOfAggregate)
        .toList();
  }

  private static boolean isOfAggregate(String objectName) {
    Matcher matcher = OBJECT.matcher(objectName);
    return matcher.matches() && AggregateName.of(matcher.group(1)).isPresent();
  }

  /**
   * A note as it lies in the store.
   *
   * @param etag empty if there is none
   */
  record Noted(Optional<String> etag, IdleNote note) {}

  /** What was noted of those of the feed that have no name. */
  Noted note(String feed) throws IOException {
    try (StoredObject found = store.get(noteName(feed)).orElse(null)) {
      return found == null
          ? new Noted(Optional.empty(), IdleNote.NOTHING)
          : new Noted(Optional.of(found.head().etag()), IdleNote.of(found.bytes().readAllBytes()));
    }
  }

  /**
   * Has this be what is noted.
   *
   * @throws IOException also if another writer was faster
   */
  Noted note(String feed, IdleNote note, Noted before) throws IOException {
    var content = Content.of(note.bytes(), "text/plain", "no-store", Map.of());
    return new Noted(Optional.of(replace(noteName(feed), before.etag(), content)), note);
  }

  /** No address leads to it. */
  private static String noteName(String feed) {
    return ObjectFolder.PUBLIC.inBucket(feed + "/v1/exposed/data/aggregates.idle");
  }

  void delete(String objectName) throws IOException {
    store.delete(ObjectFolder.PUBLIC.inBucket(objectName));
  }
}

package org.keyferry.exporter.meta;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JWSObject;
import java.io.IOException;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.Stored;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.document.MalformedDocument;
import org.keyferry.wire.document.MetaDocument;

/**
 * Documents in the store. The JWS is what counts: it alone is replaced by compare-and-set, and
 * first, so no two documents of one sequence are ever signed and seen. All other forms follow from
 * it; what an interruption left out is made up for by who comes next.
 *
 * <p>in: signed documents; out: {@code meta/NAME.jws}, {@code .json}
 */
final class MetaObjects {
  private final ObjectStore store;

  MetaObjects(ObjectStore store) {
    this.store = store;
  }

  /** The newest document, if there is any. */
  Optional<StoredDocument> find(DocumentType type) throws IOException {
    String name = DocumentNames.jws(MetaNames.name(type));
    try (StoredObject found = store.get(name).orElse(null)) {
      return found == null
          ? Optional.empty()
          : Optional.of(
              parse(new String(found.bytes().readAllBytes(), US_ASCII), type, found.head().etag()));
    } catch (MalformedDocument | ParseException e) {
      // Nothing of ours: an operator must look at it.
      throw new IOException(name + " is not a document that was written here", e);
    }
  }

  private static StoredDocument parse(String jws, DocumentType type, String etag)
      throws MalformedDocument, ParseException {
    var opened = JWSObject.parse(jws);
    byte[] json = opened.getPayload().toBytes();
    return new StoredDocument(
        jws,
        MetaDocument.parse(json, type, DocumentNames.jws(MetaNames.name(type))),
        ContentHash.of(json),
        String.valueOf(opened.getHeader().getKeyID()),
        etag);
  }

  /**
   * Replaces the newest document.
   *
   * @return what the store has now; empty if another writer was faster
   */
  Optional<StoredDocument> replace(Optional<StoredDocument> before, String jws, DocumentType type)
      throws IOException {
    String name = DocumentNames.jws(MetaNames.name(type));
    Content content = signed(jws, DocumentNames.INDEX_CACHE_CONTROL);
    Stored stored =
        before.isEmpty()
            ? store.putIfAbsent(name, content)
            : store.putIfMatch(name, before.get().etag(), content);
    try {
      return stored instanceof Stored.Written(String etag)
          ? Optional.of(parse(jws, type, etag))
          : Optional.empty();
    } catch (MalformedDocument | ParseException e) {
      throw new IllegalStateException("a document that was just signed can't be read", e);
    }
  }

  /**
   * Makes all other forms of the document be there.
   *
   * @param further other forms, by name
   */
  void settle(StoredDocument stored, boolean keepsVersions, Map<String, Content> further)
      throws IOException {
    DocumentType type = stored.document().type();
    Map<String, Content> wanted = new LinkedHashMap<>();
    String cacheControl = DocumentNames.INDEX_CACHE_CONTROL;
    wanted.putAll(forms(MetaNames.name(type), stored.jws(), cacheControl));
    wanted.putAll(further);
    long version = stored.document().version();
    if (keepsVersions && version == stored.document().head().sequence()) {
      wanted.putAll(
          forms(
              MetaNames.version(type, version),
              stored.jws(),
              DocumentNames.IMMUTABLE_CACHE_CONTROL));
    }
    for (var each : wanted.entrySet()) {
      put(each.getKey(), each.getValue());
    }
  }

  private void put(String name, Content content) throws IOException {
    var head = store.head(name);
    if (head.isEmpty()) {
      store.putIfAbsent(name, content);
    } else if (!content.metadata().equals(head.get().metadata())) {
      store.putIfMatch(name, head.get().etag(), content);
    }
  }

  private static Map<String, Content> forms(String document, String jws, String cacheControl) {
    Map<String, Content> forms = new LinkedHashMap<>();
    forms.put(DocumentNames.jws(document), signed(jws, cacheControl));
    forms.put(
        DocumentNames.json(document),
        content(payload(jws), DocumentNames.JSON_MEDIA_TYPE, cacheControl));
    return forms;
  }

  private static byte[] payload(String jws) {
    try {
      return JWSObject.parse(jws).getPayload().toBytes();
    } catch (ParseException e) {
      throw new IllegalStateException("a JWS that was read before", e);
    }
  }

  private static Content signed(String jws, String cacheControl) {
    return content(jws.getBytes(US_ASCII), DocumentNames.JWS_MEDIA_TYPE, cacheControl);
  }

  private static Content content(byte[] bytes, String mediaType, String cacheControl) {
    return Content.of(
        bytes,
        mediaType,
        cacheControl,
        Map.of(DocumentNames.HASH_METADATA, ContentHash.of(bytes).text()));
  }
}

package org.keyferry.exporter.list;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyferry.edge.store.Content;
import org.keyferry.exporter.list.ConditionalObjects.Replacement;
import org.keyferry.exporter.list.ConditionalObjects.Seen;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentHead;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.SignedDocument;
import org.keyferry.wire.export.ExportSigner;

/**
 * Issues documents: each names the one before it of its address, and is signed. The signed
 * representation counts and is written first; what was interrupted behind it is issued anew.
 *
 * <p>in: drafts; out: their representations in the store
 */
final class IssuedDocuments {
  private static final String SEQUENCE = "sequence";
  private static final String DOCUMENT = "document";
  private static final String CONTENT = "content";
  private static final String ISSUED = "issued";
  private static final String EXPIRES = "expires";
  private static final String KEY = "kid";

  private final ConditionalObjects objects;
  private final InstantSource clock;
  private final Duration lifetime;
  private final Duration renewal;

  /**
   * @param lifetime how long documents are to be believed
   * @param renewal how old one gets before it is issued anew
   */
  IssuedDocuments(
      ConditionalObjects objects, InstantSource clock, Duration lifetime, Duration renewal) {
    this.objects = objects;
    this.clock = clock;
    this.lifetime = lifetime;
    this.renewal = renewal;
  }

  /** Looks at what was issued of these, unless it is known. */
  void look(List<Draft> drafts) throws IOException {
    objects.look(drafts.stream().flatMap(draft -> representations(draft).stream()).toList());
  }

  private static List<String> representations(Draft draft) {
    return Stream.concat(Stream.of(draft.signed()), draft.other().stream()).toList();
  }

  /** Knows nothing of what was issued of these any more. */
  void forget(List<Draft> drafts) {
    drafts.forEach(draft -> objects.forget(representations(draft)));
  }

  /** Whether what was issued says that, is whole, not old, and signed by that key. */
  boolean isCurrent(Draft draft, ExportSigner signer) {
    Optional<Seen> seen = objects.find(draft.signed());
    if (seen.isEmpty()) {
      return false;
    }
    Map<String, String> metadata = seen.get().metadata();
    String sequence = metadata.getOrDefault(SEQUENCE, "");
    return draft.content().text().equals(metadata.get(CONTENT))
        && signer.keyId().toString().equals(metadata.get(KEY))
        && !isDue(metadata)
        && draft
            .other()
            .map(objects::find)
            .map(
                other -> other.isPresent() && sequence.equals(other.get().metadata().get(SEQUENCE)))
            .orElse(true);
  }

  /** Whether it is time to issue one of the documents anew, as far as is known. */
  boolean areDue(List<String> signed) throws IOException {
    objects.look(signed);
    return signed.stream()
        .map(objects::find)
        .flatMap(Optional::stream)
        .anyMatch(seen -> isDue(seen.metadata()));
  }

  private boolean isDue(Map<String, String> metadata) {
    return time(metadata, ISSUED)
        .map(issued -> !clock.instant().isBefore(issued.plus(renewal)))
        .orElse(true);
  }

  /** When what was last seen of the document is not to be believed any more. */
  Optional<Instant> expiry(String signed) {
    return objects.find(signed).flatMap(seen -> time(seen.metadata(), EXPIRES));
  }

  private static Optional<Instant> time(Map<String, String> metadata, String name) {
    return Optional.ofNullable(metadata.get(name)).map(Long::parseLong).map(Instant::ofEpochSecond);
  }

  /** Which one of its address was last seen. */
  Optional<String> etag(String signed) {
    return objects.find(signed).map(Seen::etag);
  }

  /** The JSON bytes of a document as the store has it now. */
  Optional<byte[]> read(String signed) throws IOException {
    Optional<byte[]> jws = objects.read(signed);
    if (jws.isEmpty()) {
      return jws;
    }
    String[] parts = new String(jws.get(), US_ASCII).split("\\.", -1);
    if (parts.length != 3) {
      throw new IOException(signed + " is not a document that was signed here");
    }
    return Optional.of(Base64.getUrlDecoder().decode(parts[1]));
  }

  /**
   * Issues the documents, the first before all others: what follows from a list is never ahead of
   * it.
   *
   * @param alsoThen what is to be replaced when they are
   * @return whether all were issued; else somebody else changed some of them, and it is to be tried
   *     again from the start
   */
  boolean issue(List<Draft> drafts, ExportSigner signer, List<Replacement> alsoThen)
      throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var first = new ArrayList<Replacement>();
    var then = new ArrayList<Replacement>(alsoThen);
    for (Draft draft : drafts) {
      DocumentHead head = head(objects.find(draft.signed()), now);
      byte[] json = draft.rendering().apply(head);
      byte[] jws = SignedDocument.sign(json, draft.type(), signer).getBytes(US_ASCII);
      Map<String, String> metadata = metadata(draft, head, json, signer);
      first.add(replacement(draft.signed(), DocumentNames.JWS_MEDIA_TYPE, jws, metadata));
      draft
          .other()
          .map(name -> replacement(name, DocumentNames.JSON_MEDIA_TYPE, json, metadata))
          .ifPresent(then::add);
    }
    int leading = Math.min(1, first.size());
    return objects.replace(first.subList(0, leading))
        && objects.replace(first.subList(leading, first.size()))
        && objects.replace(then);
  }

  /**
   * A document that is the first of its address, as far as the store knows, has the time as its
   * sequence: should there have been others, it is above theirs.
   */
  private DocumentHead head(Optional<Seen> before, Instant now) {
    Map<String, String> metadata = before.map(Seen::metadata).orElse(Map.of());
    String document = metadata.get(DOCUMENT);
    return document == null
        ? new DocumentHead(now.getEpochSecond(), Optional.empty(), now, now.plus(lifetime))
        : new DocumentHead(
            Long.parseLong(metadata.get(SEQUENCE)) + 1,
            Optional.of(new ContentHash(document)),
            now,
            now.plus(lifetime));
  }

  private static Map<String, String> metadata(
      Draft draft, DocumentHead head, byte[] json, ExportSigner signer) {
    return Map.of(
        SEQUENCE,
        String.valueOf(head.sequence()),
        DOCUMENT,
        ContentHash.of(json).text(),
        CONTENT,
        draft.content().text(),
        ISSUED,
        String.valueOf(head.issuedAt().getEpochSecond()),
        EXPIRES,
        String.valueOf(head.expiresAt().getEpochSecond()),
        KEY,
        signer.keyId().toString());
  }

  static Replacement replacement(
      String name, String mediaType, byte[] bytes, Map<String, String> metadata) {
    var all = new HashMap<>(metadata);
    all.put(DocumentNames.HASH_METADATA, ContentHash.of(bytes).text());
    return new Replacement(
        name, Content.of(bytes, mediaType, DocumentNames.INDEX_CACHE_CONTROL, Map.copyOf(all)));
  }
}

package org.keyferry.origin.kept;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.keyferry.edge.store.ObjectHead;
import org.keyferry.wire.document.DocumentNames;

/**
 * An object as it was seen in the store.
 *
 * @param object its name, relative to the public prefix
 * @param contentType its media type, by its name
 * @param storeEtag the store's own ETag, without quotes
 * @param sha256 of its bytes, as noted when it was stored
 * @param changed when it was stored; not later than when it was seen
 * @param size length in bytes
 * @param previous the batch before it, if one is noted
 * @param chunk the number of the chunk that it is an alias of, if one is noted
 * @param bytes where they are
 */
public record Representation(
    String object,
    String contentType,
    String storeEtag,
    Optional<NotedHash> sha256,
    NotedTime changed,
    long size,
    Optional<String> previous,
    OptionalLong chunk,
    Bytes bytes) {
  private static final Pattern SHA256 = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern BATCH = Pattern.compile("[0-9]{12,14}(?:-r[0-9]{1,4})?");

  private static final Pattern CHUNK = Pattern.compile("[1-9][0-9]{0,17}");

  /** As the store tells of it. */
  static Representation of(String object, ObjectHead head, Instant seen, Bytes bytes) {
    return new Representation(
        object,
        MediaTypes.of(object),
        head.etag(),
        noted(head.metadata(), DocumentNames.HASH_METADATA, SHA256).map(NotedHash::of),
        NotedTime.of(head.lastModified().isBefore(seen) ? head.lastModified() : seen),
        head.size(),
        noted(head.metadata(), DocumentNames.PREVIOUS_METADATA, BATCH),
        noted(head.metadata(), DocumentNames.CHUNK_METADATA, CHUNK)
            .map(number -> OptionalLong.of(Long.parseLong(number)))
            .orElse(OptionalLong.empty()),
        bytes);
  }

  /** The same in another encoding. */
  Representation encoded(byte[] encoded) {
    return made(object, contentType, encoded, changed, previous);
  }

  /** Bytes of the origin's own. */
  public static Representation ofOwn(String name, String contentType, byte[] bytes, Instant made) {
    return made(name, contentType, bytes, NotedTime.of(made), Optional.empty());
  }

  private static Representation made(
      String name, String contentType, byte[] bytes, NotedTime changed, Optional<String> previous) {
    String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(newDigest().digest(bytes));
    return new Representation(
        name,
        contentType,
        hash,
        Optional.of(NotedHash.of(hash)),
        changed,
        bytes.length,
        previous,
        OptionalLong.empty(),
        new Bytes.InHeap(bytes));
  }

  private static Optional<String> noted(
      Map<String, String> metadata, String name, Pattern expected) {
    return Optional.ofNullable(metadata.get(name))
        .filter(value -> expected.matcher(value).matches());
  }

  /**
   * The strong entity tag, with quotes: its digest, which stays the same if the object moves to
   * another store; where none is noted, the store's own.
   */
  public String etag() {
    return sha256.map(NotedHash::etag).orElseGet(() -> '"' + storeEtag + '"');
  }

  /** The digest as RFC 9530 writes it. */
  public Optional<String> digest() {
    return sha256.map(NotedHash::field);
  }

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}

package org.keyferry.origin;

import java.time.Instant;
import java.util.regex.Pattern;
import org.keyferry.edge.store.ObjectHead;
import org.keyferry.origin.PublicPath.Kind;
import org.springframework.http.ETag;

/**
 * What there is to send, as the conditions of a request see it.
 *
 * @param kind index or export file
 * @param objectName its name in the store
 * @param storeEtag the store's own ETag, without quotes
 * @param etag strong: other bytes have another one
 * @param lastModified to the second
 * @param size length in bytes
 */
record Representation(
    Kind kind, String objectName, String storeEtag, ETag etag, Instant lastModified, long size) {
  private static final String DIGEST = "sha256";
  private static final Pattern DIGEST_TEXT = Pattern.compile("[A-Za-z0-9+/_=-]{43,64}");

  /**
   * The object as it is in the store. Its ETag is the SHA-256 that was noted with it when it was
   * stored, which stays the same if it moves to another store; where there is none, the store's
   * own.
   */
  static Representation of(PublicPath path, ObjectHead head) {
    String digest = head.metadata().getOrDefault(DIGEST, "");
    String tag = DIGEST_TEXT.matcher(digest).matches() ? digest : head.etag();
    return new Representation(
        path.kind(),
        path.objectName(),
        head.etag(),
        new ETag(tag, false),
        Instant.ofEpochSecond(head.lastModified().getEpochSecond()),
        head.size());
  }

  /** Whether the bytes at this address can never be others. */
  boolean immutable() {
    return kind == Kind.FILE;
  }
}

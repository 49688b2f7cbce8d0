package org.keyferry.edge.store;

import java.time.Instant;
import java.util.Map;

/**
 * What is known of an object without its bytes.
 *
 * @param size length in bytes
 * @param etag as the store gave it, without quotes
 * @param lastModified to the second
 * @param contentType media type
 * @param cacheControl as stored, or empty
 * @param metadata user metadata, names in lower case without the {@code x-amz-meta-} prefix
 */
public record ObjectHead(
    long size,
    String etag,
    Instant lastModified,
    String contentType,
    String cacheControl,
    Map<String, String> metadata) {
  public ObjectHead {
    metadata = Map.copyOf(metadata);
  }
}

package org.keyferry.federation.gateway.feed;

import com.google.protobuf.ByteString;
import java.util.Base64;
import org.keyferry.event.v1.PublishedObject;

/**
 * An export file that peers may get.
 *
 * @param objectName its name in the bucket
 * @param size in bytes
 * @param sha256 of the file
 */
record ChunkFile(String objectName, long size, ByteString sha256) {
  /** Where the exporter puts what peers read. */
  private static final String FOLDER = "private/";

  static ChunkFile of(PublishedObject object) {
    return new ChunkFile(FOLDER + object.getName(), object.getSizeBytes(), object.getSha256());
  }

  /** Another one for each other content, in quotes. */
  String etag() {
    return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.toByteArray()) + '"';
  }
}

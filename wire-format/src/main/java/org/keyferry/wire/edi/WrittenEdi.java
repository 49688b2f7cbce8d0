package org.keyferry.wire.edi;

import com.google.protobuf.ByteString;

/**
 * What was written.
 *
 * @param header the first 96 bytes
 * @param sha256 SHA-256 of the whole file
 */
public record WrittenEdi(EdiHeader header, ByteString sha256) {
  /** Bytes of the whole file. */
  public long size() {
    return header.fileLength();
  }
}

package org.keyferry.wire.export;

import com.google.protobuf.ByteString;
import java.util.List;

/**
 * What was written.
 *
 * @param exportSha256 SHA-256 of {@code export.bin}, header included
 * @param sha256 SHA-256 of the zip
 * @param size bytes of the zip
 * @param keys how many keys, revised ones not counted
 * @param revisedKeys how many revised keys
 * @param signatures one for each signer, in their order; as signers they give the same file again
 */
public record WrittenExport(
    ByteString exportSha256,
    ByteString sha256,
    long size,
    long keys,
    long revisedKeys,
    List<StoredSignature> signatures) {

  public WrittenExport {
    signatures = List.copyOf(signatures);
  }
}

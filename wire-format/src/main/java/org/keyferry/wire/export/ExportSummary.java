package org.keyferry.wire.export;

import com.google.protobuf.ByteString;
import java.util.List;
import org.keyferry.wire.feed.BatchWindow;

/**
 * What a file says of itself, and what was counted in it.
 *
 * @param window its start and end
 * @param region as it is written, printable ASCII; empty if there is none
 * @param batchNumber number in a group of files; 1 in all since 2020-11
 * @param batchSize how many files the group has
 * @param keys how many keys, revised ones not counted
 * @param revisedKeys how many revised keys
 * @param exportSha256 SHA-256 of {@code export.bin}, header included
 * @param sha256 SHA-256 of the zip
 * @param size bytes of the zip
 * @param signatures all that {@code export.sig} holds, checked or not
 */
public record ExportSummary(
    BatchWindow window,
    String region,
    int batchNumber,
    int batchSize,
    long keys,
    long revisedKeys,
    ByteString exportSha256,
    ByteString sha256,
    long size,
    List<StoredSignature> signatures) {

  public ExportSummary {
    signatures = List.copyOf(signatures);
  }
}

package org.keyferry.local.inspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.keyferry.wire.export.ExportSummary;

/**
 * What is in an export file.
 *
 * @param region as it is written
 * @param start of the window that it states
 * @param end of the window that it states
 * @param batchNumber number in a group of files
 * @param batchSize files of the group
 * @param keys how many
 * @param revisedKeys how many
 * @param size bytes of the zip
 * @param sha256 of the zip, in hex
 * @param exportSha256 of export.bin, in hex
 * @param signedBy key ids and versions, not checked
 * @param formats what the same keys cost in each format
 * @param content the keys, if wanted
 */
@JsonInclude(Include.NON_NULL)
public record ExportInspection(
    String region,
    Instant start,
    Instant end,
    int batchNumber,
    int batchSize,
    long keys,
    long revisedKeys,
    long size,
    String sha256,
    String exportSha256,
    List<String> signedBy,
    List<FormatSize> formats,
    List<InspectedKey> content) {

  /** Of a file that was read; {@code keys} may be null. */
  public static ExportInspection of(
      ExportSummary summary, List<FormatSize> formats, List<InspectedKey> keys) {
    return new ExportInspection(
        summary.region(),
        summary.window().start(),
        summary.window().end(),
        summary.batchNumber(),
        summary.batchSize(),
        summary.keys(),
        summary.revisedKeys(),
        summary.size(),
        hex(summary.sha256()),
        hex(summary.exportSha256()),
        summary.signatures().stream().map(signature -> signature.keyId().toString()).toList(),
        formats,
        keys);
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}

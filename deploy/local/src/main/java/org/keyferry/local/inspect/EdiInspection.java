package org.keyferry.local.inspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.keyferry.wire.edi.EdiHeader;

/**
 * What is in an EDI1 file whose digest was checked.
 *
 * @param format EDI1
 * @param kind of its records
 * @param region as it is written
 * @param start of the window
 * @param end of the window
 * @param sequence number of the batch in its feed
 * @param flags what else it says of the batch
 * @param prefixBits leading bits that all keys share
 * @param records how many
 * @param size bytes of the file
 * @param bytesPerRecord null if there is none
 * @param sha256 of the file, in hex
 * @param bodySha256 of what is behind the header, in hex
 * @param content the records, if wanted
 */
@JsonInclude(Include.NON_NULL)
public record EdiInspection(
    String format,
    String kind,
    String region,
    Instant start,
    Instant end,
    long sequence,
    List<String> flags,
    int prefixBits,
    long records,
    long size,
    Double bytesPerRecord,
    String sha256,
    String bodySha256,
    List<InspectedRecord> content) {

  /** Of a file that was read; {@code records} may be null. */
  public static EdiInspection of(
      EdiHeader header, ByteString sha256, List<InspectedRecord> records) {
    var batch = header.batch();
    return new EdiInspection(
        "EDI1",
        header.kind().name(),
        batch.region().code(),
        batch.window().start(),
        batch.window().end(),
        batch.sequence(),
        batch.flags().stream().map(Enum::name).sorted().toList(),
        batch.prefixBits(),
        header.recordCount(),
        header.fileLength(),
        header.recordCount() == 0 ? null : (double) header.fileLength() / header.recordCount(),
        hex(sha256),
        hex(header.bodySha256()),
        records);
  }

  static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}

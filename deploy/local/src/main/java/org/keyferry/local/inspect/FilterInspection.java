package org.keyferry.local.inspect;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import org.keyferry.wire.filter.FilterHeader;

/**
 * What a CCF1 file says of itself, whose digest was checked.
 *
 * @param format CCF1
 * @param kind how its body is made
 * @param fingerprintBits bits of each fingerprint
 * @param itemKind what its items are
 * @param region as it is written
 * @param start of the window
 * @param end of the window
 * @param sequence number of the batch in its feed
 * @param flags what else it says of the batch
 * @param prefixBits leading bits that all keys share
 * @param items how many
 * @param size bytes of the file
 * @param bitsPerItem of the body
 * @param salt in hex
 * @param saltAttempt salts before it of which no filter could be made
 * @param layout the two numbers that positions follow from
 * @param sha256 of the file, in hex
 * @param bodySha256 of what is behind the header, in hex
 */
public record FilterInspection(
    String format,
    String kind,
    int fingerprintBits,
    String itemKind,
    String region,
    Instant start,
    Instant end,
    long sequence,
    List<String> flags,
    int prefixBits,
    long items,
    long size,
    double bitsPerItem,
    String salt,
    int saltAttempt,
    List<Long> layout,
    String sha256,
    String bodySha256) {

  /** Of a file that was read. */
  public static FilterInspection of(FilterHeader header, ByteString sha256) {
    var batch = header.batch();
    var shape = header.shape();
    return new FilterInspection(
        "CCF1",
        shape.kind().name(),
        shape.fingerprintBits(),
        shape.itemKind().name(),
        batch.region().code(),
        batch.window().start(),
        batch.window().end(),
        batch.sequence(),
        batch.flags().stream().map(Enum::name).sorted().toList(),
        batch.prefixBits(),
        header.itemCount(),
        header.fileLength(),
        (double) header.bodyLength() * Byte.SIZE / Math.max(1, header.itemCount()),
        EdiInspection.hex(header.salt()),
        header.saltAttempt(),
        List.of((long) header.layout().first(), header.layout().second()),
        EdiInspection.hex(sha256),
        EdiInspection.hex(header.bodySha256()));
  }
}

package org.keyferry.wire.filter;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.keyferry.wire.edi.BatchStamp;
import org.keyferry.wire.filter.FilterHeader.Layout;
import org.keyferry.wire.key.InvalidKey;

/** Reads one header and checks whatever can be without the body. */
final class HeaderDecoder {
  private static final int DIGEST = 32;

  private final byte[] bytes;
  private final FilterCheck check;
  private final ByteBuffer in;

  HeaderDecoder(byte[] bytes, FilterCheck check) {
    this.bytes = bytes;
    this.check = check;
    this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  FilterHeader decode() throws MalformedFilter {
    int least = FilterHeader.LENGTH;
    check.that(bytes.length >= least, "length", least + " bytes", bytes.length + " bytes");
    check.that(in.getInt() == HeaderBytes.MAGIC, "magic", "\"CCF1\"", "other bytes");
    int version = in.get() & 0xff;
    check.that(version == HeaderBytes.VERSION, "version", "1", version);
    check.that(
        in.getInt(HeaderBytes.CHECKED) == HeaderBytes.checksum(bytes),
        "checksum",
        "CRC-32C of bytes 0 to 123",
        "another");
    var shape = shape();
    int length = in.getShort() & 0xffff;
    check.that(length == least, "header length", least + " bytes", length + " bytes");
    int flags = in.getShort() & 0xffff;
    long items = Integer.toUnsignedLong(in.getInt());
    check.that(items <= Integer.MAX_VALUE, "items", "at most 2^31 - 1", items);
    var salt = bytes(FilterHeader.SALT_LENGTH);
    var batch = batch(flags);
    var layout = new Layout(in.getInt(), Integer.toUnsignedLong(in.getInt()));
    long bodyLength = in.getLong();
    check.that(
        bodyLength >= 0 && bodyLength <= Integer.MAX_VALUE,
        "body length",
        "at most 2^31 - 1 bytes",
        Long.toUnsignedString(bodyLength) + " bytes");
    var digest = bytes(DIGEST);
    in.getShort();
    int attempt = in.getShort() & 0xffff;
    return new FilterHeader(
        shape, batch, (int) items, salt, attempt, layout, (int) bodyLength, digest);
  }

  private FilterShape shape() throws MalformedFilter {
    int code = in.get() & 0xff;
    var kind = FilterKind.of(code).orElse(null);
    check.that(kind != null, "kind", "1 to 3", code);
    int bits = in.get() & 0xff;
    check.that(
        FilterShape.hasFingerprints(bits), "fingerprint bits", "8, 16, 32 or 48", bits);
    int itemCode = in.get() & 0xff;
    var itemKind = ItemKind.of(itemCode).orElse(null);
    check.that(itemKind != null, "item kind", "1 to 4", itemCode);
    return new FilterShape(kind, bits, itemKind);
  }

  private BatchStamp batch(int flags) throws MalformedFilter {
    long sequence = in.getLong();
    long[] times = {in.getLong(), in.getLong()};
    check.that(in.getLong() == 0, "reserved bytes", "0", "others");
    byte[] region = bytes(BatchStamp.REGION_BYTES).toByteArray();
    int prefixBits = in.getShort(HeaderBytes.CHECKED - Integer.BYTES) & 0xffff;
    try {
      return BatchStamp.ofFields(flags, sequence, times, region, prefixBits);
    } catch (InvalidKey e) {
      var problem = e.problem();
      throw check.malformed(problem.what(), problem.expected(), problem.actual());
    }
  }

  private ByteString bytes(int length) {
    byte[] taken = new byte[length];
    in.get(taken);
    return ByteString.copyFrom(taken);
  }
}

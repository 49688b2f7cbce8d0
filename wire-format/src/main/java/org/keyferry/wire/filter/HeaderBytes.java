package org.keyferry.wire.filter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** A header as bytes. */
final class HeaderBytes {
  /** "CCF1", little-endian. */
  static final int MAGIC = 0x3146_4343;

  static final int VERSION = 1;
  static final int CHECKED = FilterHeader.LENGTH - Integer.BYTES;

  private HeaderBytes() {}

  static byte[] of(FilterHeader header) {
    var batch = header.batch();
    var shape = header.shape();
    var out = ByteBuffer.allocate(FilterHeader.LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC).put((byte) VERSION).put((byte) shape.kind().code());
    out.put((byte) shape.fingerprintBits()).put((byte) shape.itemKind().code());
    out.putShort((short) FilterHeader.LENGTH).putShort((short) batch.flagBits());
    out.putInt(header.itemCount()).put(header.salt().toByteArray()).putLong(batch.sequence());
    out.putLong(batch.window().start().getEpochSecond());
    out.putLong(batch.window().end().getEpochSecond()).putLong(0);
    out.put(batch.regionBytes());
    out.putInt(header.layout().first()).putInt((int) header.layout().second());
    out.putLong(header.bodyLength()).put(header.bodySha256().toByteArray());
    out.putShort((short) batch.prefixBits()).putShort((short) header.saltAttempt());
    out.putInt(checksum(out.array()));
    return out.array();
  }

  static int checksum(byte[] header) {
    var checksum = new CRC32C();
    checksum.update(header, 0, CHECKED);
    return (int) checksum.getValue();
  }
}

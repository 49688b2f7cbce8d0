package org.keyferry.wire.edi;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A second reader, made from docs/edi1.md alone: it shares nothing with the first, and gives the
 * fields of a file as lines of text.
 */
final class LayoutReader {
  private static final HexFormat HEX = HexFormat.of();

  private LayoutReader() {}

  static List<String> lines(byte[] file) throws Exception {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    expect(in.get(0) == 'E' && in.get(1) == 'D' && in.get(2) == 'I' && in.get(3) == '1');
    expect(in.get(4) == 1 && in.getShort(8) == 96 && in.getShort(90) == 0);
    CRC32C crc = new CRC32C();
    crc.update(file, 0, 92);
    expect((int) crc.getValue() == in.getInt(92));
    byte[] body = Arrays.copyOfRange(file, 96, file.length);
    expect(in.getLong(48) == body.length);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
    expect(Arrays.equals(digest, 0, 32, file, 56, 88));

    var lines = new ArrayList<String>();
    lines.add(
        String.join(
            " ",
            "kind " + in.get(5),
            "flags " + in.getShort(10),
            "seq " + in.getLong(16),
            "from " + in.getLong(24),
            "to " + in.getLong(32),
            "region " + new String(file, 40, 8, US_ASCII).replace("\0", ""),
            "prefix " + in.getShort(88)));
    in.position(96);
    for (long left = in.getInt(12) & 0xffffffffL; left > 0; left--) {
      int size = in.getShort(6) == 0 ? in.getShort() & 0xffff : in.getShort(6);
      byte[] record = new byte[size];
      in.get(record);
      lines.add(line(in.get(5), record));
    }
    expect(!in.hasRemaining());
    return lines;
  }

  private static String line(int kind, byte[] record) {
    ByteBuffer in = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    return switch (kind) {
      case 1 ->
          HEX.formatHex(record, 0, 16)
              + " start " + (in.getInt(16) & 0xffffffffL)
              + " period " + in.getShort(20)
              + " risk " + in.get(22)
              + " type " + in.get(23)
              + " onset " + (in.getShort(24) == 0x7fff ? "unknown" : in.getShort(24));
      case 2 -> HEX.formatHex(record, 0, 32) + " day " + (in.getInt(32) & 0xffffffffL);
      case 3 -> HEX.formatHex(record, 0, 16) + " epoch " + (in.getInt(16) & 0xffffffffL);
      default -> HEX.formatHex(record);
    };
  }

  private static void expect(boolean holds) {
    if (!holds) {
      throw new AssertionError("not as the layout says");
    }
  }
}

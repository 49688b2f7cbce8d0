package org.keyferry.wire.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * A second reader, made from docs/ccf1.md alone: it shares nothing with the first, and reckons with
 * numbers of any size where that is slower and plainer.
 */
final class FilterLayoutReader {
  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

  private final ByteBuffer in;
  private final byte[] file;
  private final int width;

  FilterLayoutReader(byte[] file) throws Exception {
    this.file = file;
    this.in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    this.width = in.get(6);
    expect(new String(file, 0, 4, US_ASCII).equals("CCF1"));
    expect(in.get(4) == 1 && in.getShort(8) == 128 && in.getLong(56) == 0);
    CRC32C crc = new CRC32C();
    crc.update(file, 0, 124);
    expect((int) crc.getValue() == in.getInt(124));
    byte[] body = Arrays.copyOfRange(file, 128, file.length);
    expect(in.getLong(80) == body.length);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
    expect(Arrays.equals(digest, 0, 32, file, 88, 120));
  }

  boolean has(byte[] item) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    sha.update(file, 16, 16);
    byte[] digest = sha.digest(item);
    BigInteger h = littleEndian(digest, 0, 8);
    BigInteger print = littleEndian(digest, 8, 8).mod(BigInteger.ONE.shiftLeft(width));
    if (in.getInt(12) == 0) {
      return false;
    }
    return switch (in.get(5)) {
      case 1 -> fuse(h, print);
      case 2 -> cuckoo(h, print.signum() == 0 ? BigInteger.ONE : print);
      default -> golomb().contains(number(h, print));
    };
  }

  private boolean fuse(BigInteger h, BigInteger print) {
    long length = in.getInt(72);
    BigInteger range = BigInteger.valueOf(in.getInt(76) * length);
    long p0 = h.multiply(range).divide(TWO_64).longValueExact();
    BigInteger mask = BigInteger.valueOf(length - 1);
    long p1 = (p0 + length) ^ h.shiftRight(18).and(mask).longValueExact();
    long p2 = (p0 + 2 * length) ^ h.and(mask).longValueExact();
    return cell(p0).xor(cell(p1)).xor(cell(p2)).equals(print);
  }

  private boolean cuckoo(BigInteger h, BigInteger print) {
    int size = in.getInt(72);
    BigInteger mask = BigInteger.valueOf(in.getInt(76) - 1L);
    long i1 = h.and(mask).longValueExact();
    BigInteger spread = print.multiply(new BigInteger("9E3779B97F4A7C15", 16)).mod(TWO_64);
    long i2 = i1 ^ spread.shiftRight(32).and(mask).longValueExact();
    for (int j = 0; j < size; j++) {
      if (cell(i1 * size + j).equals(print) || cell(i2 * size + j).equals(print)) {
        return true;
      }
    }
    return false;
  }

  private BigInteger cell(long index) {
    return littleEndian(file, (int) (128 + index * width / 8), width / 8);
  }

  private BigInteger number(BigInteger h, BigInteger print) {
    BigInteger high = h.multiply(BigInteger.valueOf(in.getInt(12))).divide(TWO_64);
    return high.shiftLeft(width).add(print);
  }

  Set<BigInteger> golomb() {
    expect(in.getInt(76) == width);
    var numbers = new HashSet<BigInteger>();
    BigInteger number = BigInteger.ZERO;
    int bit = 128 * 8;
    for (int left = in.getInt(12); left > 0; left--) {
      long quotient = 0;
      while (bit(bit++)) {
        quotient++;
      }
      BigInteger remainder = BigInteger.ZERO;
      for (int i = 0; i < width; i++) {
        remainder = remainder.shiftLeft(1).add(bit(bit++) ? BigInteger.ONE : BigInteger.ZERO);
      }
      number = number.add(BigInteger.valueOf(quotient).shiftLeft(width)).add(remainder);
      numbers.add(number);
    }
    expect(file.length * 8 - bit < 8);
    return numbers;
  }

  private boolean bit(int index) {
    return ((file[index / 8] >> (7 - index % 8)) & 1) == 1;
  }

  private static BigInteger littleEndian(byte[] bytes, int from, int length) {
    byte[] turned = new byte[length];
    for (int i = 0; i < length; i++) {
      turned[i] = bytes[from + length - 1 - i];
    }
    return new BigInteger(1, turned);
  }

  private static void expect(boolean holds) {
    if (!holds) {
      throw new AssertionError("not as the layout says");
    }
  }
}

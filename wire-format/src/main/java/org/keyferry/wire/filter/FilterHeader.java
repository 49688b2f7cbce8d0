package org.keyferry.wire.filter;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import org.keyferry.wire.edi.BatchStamp;

/**
 * The first 128 bytes of a CCF1 file.
 *
 * @param shape what the filter is like
 * @param batch of which batch
 * @param itemCount how many items are in it, 0 to 2³¹−1
 * @param salt 16 bytes, hashed before each item
 * @param saltAttempt how many salts came before it of which no filter could be made, 0 to 65,535
 * @param layout what the positions in the body follow from
 * @param bodyLength bytes behind the header, 0 to 2³¹−1
 * @param bodySha256 SHA-256 of the bytes behind the header
 */
public record FilterHeader(
    FilterShape shape,
    BatchStamp batch,
    int itemCount,
    ByteString salt,
    int saltAttempt,
    Layout layout,
    int bodyLength,
    ByteString bodySha256) {
  /** Bytes of a header. */
  public static final int LENGTH = 128;

  /** Media type of CCF1 files. */
  public static final String MEDIA_TYPE = "application/vnd.en.ccf";

  /** Bytes of the salt. */
  static final int SALT_LENGTH = 16;

  static final int MOST_SALT_ATTEMPTS = 0xffff;

  public FilterHeader {
    requireNonNull(shape);
    requireNonNull(batch);
    requireNonNull(layout);
    requireNonNull(bodySha256);
    if (salt.size() != SALT_LENGTH) {
      throw new IllegalArgumentException("a salt has " + SALT_LENGTH + " bytes");
    }
  }

  /** Bytes of the whole file. */
  public long fileLength() {
    return LENGTH + (long) bodyLength;
  }

  /** Whether the bytes begin as a CCF1 file does. */
  public static boolean isBegunBy(ByteString bytes) {
    return bytes.startsWith(ByteString.copyFromUtf8("CCF1"));
  }

  /**
   * Reads a header; of the body nothing is known yet.
   *
   * @param bytes at most 128 of a file, fewer if it ends before
   * @param name of the file, for errors
   * @throws MalformedFilter if these are not the first bytes of a CCF1 file
   */
  public static FilterHeader parse(byte[] bytes, String name) throws MalformedFilter {
    return new HeaderDecoder(bytes, new FilterCheck(name, "header")).decode();
  }

  /**
   * Two numbers whose meaning depends on the kind.
   *
   * @param first cells of a segment, cells of a bucket, or 0
   * @param second segments that a first position can be in, buckets, or bits of a remainder
   */
  public record Layout(int first, long second) {}
}

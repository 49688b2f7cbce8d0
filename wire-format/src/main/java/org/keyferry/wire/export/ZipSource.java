package org.keyferry.wire.export;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.keyferry.wire.Sha256;

/** The bytes of a zip as they are read: counted, hashed, and the last ones remembered. */
final class ZipSource extends InputStream {
  /** More than the directory of any two entries without comments and long extra fields. */
  static final int TAIL = 4096;

  private final InputStream in;
  private final MessageDigest digest = Sha256.begun();
  private final byte[] tail = new byte[TAIL];
  private long count;

  ZipSource(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    if (read > 0) {
      digest.update(bytes, offset, read);
      remember(bytes, offset, read);
      count += read;
    }
    return read;
  }

  private void remember(byte[] bytes, int offset, int length) {
    int fresh = Math.min(length, TAIL);
    System.arraycopy(tail, fresh, tail, 0, TAIL - fresh);
    System.arraycopy(bytes, offset + length - fresh, tail, TAIL - fresh, fresh);
  }

  /** How many bytes were read so far. */
  long count() {
    return count;
  }

  /** The last bytes that were read, at most {@link #TAIL}. */
  byte[] tail() {
    return Arrays.copyOfRange(tail, TAIL - (int) Math.min(count, TAIL), TAIL);
  }

  /** SHA-256 of all that was read; starts anew. */
  ByteString sha256() {
    return ByteString.copyFrom(digest.digest());
  }
}

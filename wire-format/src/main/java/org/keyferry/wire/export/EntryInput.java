package org.keyferry.wire.export;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.LongSupplier;
import org.keyferry.wire.Sha256;

/** The bytes of one entry as they inflate: counted, hashed, and stopped at the limits. */
final class EntryInput extends InputStream {
  private final InputStream in;
  private final MessageDigest digest = Sha256.begun();
  private final int most;
  private final int mostInflation;
  private final LongSupplier deflated;
  private long count;

  /**
   * @param most bytes
   * @param mostInflation bytes for each byte of the zip
   * @param deflated how many bytes of the zip were read so far
   */
  EntryInput(InputStream in, int most, int mostInflation, LongSupplier deflated) {
    this.in = in;
    this.most = most;
    this.mostInflation = mostInflation;
    this.deflated = deflated;
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
      count += read;
      // The texts are made only if they are needed.
      if (count > most) {
        throw new Unreadable("size", "at most " + most + " bytes", "more");
      }
      if (count > mostInflation * deflated.getAsLong()) {
        throw new Unreadable(
            "inflation", "at most " + mostInflation + " bytes for each byte of the zip", "more");
      }
    }
    return read;
  }

  /** SHA-256 of all that was read; starts anew. */
  ByteString sha256() {
    return ByteString.copyFrom(digest.digest());
  }
}

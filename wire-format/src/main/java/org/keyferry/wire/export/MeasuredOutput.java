package org.keyferry.wire.export;

import com.google.protobuf.ByteString;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.keyferry.wire.Sha256;

/** Counts and hashes what passes. */
final class MeasuredOutput extends FilterOutputStream {
  private final MessageDigest digest = Sha256.begun();
  private long size;

  MeasuredOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    digest.update((byte) b);
    size++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    digest.update(bytes, offset, length);
    size += length;
  }

  long size() {
    return size;
  }

  /** SHA-256 of all that passed; starts anew. */
  ByteString sha256() {
    return ByteString.copyFrom(digest.digest());
  }
}

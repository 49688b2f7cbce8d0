package org.keyferry.bench.bytes;

import java.io.OutputStream;

/** Counts bytes and drops them. */
final class CountedOutput extends OutputStream {
  private long count;

  @Override
  public void write(int b) {
    count++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    count += length;
  }

  long count() {
    return count;
  }
}

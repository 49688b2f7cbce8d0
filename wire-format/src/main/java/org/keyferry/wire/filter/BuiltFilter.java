package org.keyferry.wire.filter;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import org.keyferry.wire.Sha256;

/** A filter that was made, ready to be written. */
public final class BuiltFilter {
  private final FilterHeader header;
  private final byte[] headerBytes;
  private final byte[] body;

  BuiltFilter(FilterHeader header, byte[] body) {
    this.header = header;
    this.headerBytes = HeaderBytes.of(header);
    this.body = body;
  }

  /** What it says of itself. */
  public FilterHeader header() {
    return header;
  }

  /** Bytes of the whole file. */
  public long size() {
    return header.fileLength();
  }

  /** SHA-256 of the whole file. */
  public ByteString sha256() {
    var digest = Sha256.begun();
    digest.update(headerBytes);
    digest.update(body);
    return ByteString.copyFrom(digest.digest());
  }

  /** Writes the whole file; the stream stays open. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(headerBytes);
    out.write(body);
  }
}

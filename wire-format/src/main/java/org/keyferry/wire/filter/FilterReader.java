package org.keyferry.wire.filter;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import org.keyferry.wire.Sha256;

/**
 * Reads CCF1 files that anyone wrote, without trusting them: whatever is not as docs/ccf1.md says is
 * refused, and so is whatever breaks a limit, before memory is taken for it.
 *
 * <p>in: a stream; out: a filter in memory.
 */
public final class FilterReader {
  private final FilterLimits limits;

  public FilterReader(FilterLimits limits) {
    this.limits = limits;
  }

  /** A reader with the default limits. */
  public FilterReader() {
    this(FilterLimits.DEFAULT);
  }

  /**
   * Reads a whole file.
   *
   * @param in read to its end, not closed
   * @param name of the file, for errors
   * @throws MalformedFilter if it is not a CCF1 file, or breaks a limit
   * @throws IOException if the stream fails
   */
  public ExposureFilter read(InputStream in, String name) throws IOException, MalformedFilter {
    var header = FilterHeader.parse(in.readNBytes(FilterHeader.LENGTH), name);
    var check = new FilterCheck(name, "header");
    check.that(
        header.bodyLength() <= limits.mostBodyBytes(),
        "body length",
        "at most " + limits.mostBodyBytes() + " bytes",
        header.bodyLength() + " bytes");
    switch (header.shape().kind()) {
      case BINARY_FUSE -> FuseFilter.check(header, check);
      case CUCKOO -> CuckooFilter.check(header, check);
      case GOLOMB -> GolombFilter.check(header, check);
    }
    return body(in, header, new FilterCheck(name, "body"));
  }

  private static ExposureFilter body(InputStream in, FilterHeader header, FilterCheck check)
      throws IOException, MalformedFilter {
    // Grows with what comes, not with what the header promises.
    byte[] body = in.readNBytes(header.bodyLength());
    check.that(
        body.length == header.bodyLength(),
        "length",
        header.bodyLength() + " bytes",
        body.length + " bytes");
    ByteString digest = Sha256.of(body);
    check.that(digest.equals(header.bodySha256()), "digest", "SHA-256 of the body", "another");
    check.that(in.read() < 0, "end", "the end of the file", "more bytes");
    return switch (header.shape().kind()) {
      case BINARY_FUSE -> FuseFilter.of(header, body);
      case CUCKOO -> CuckooFilter.of(header, body);
      case GOLOMB -> GolombFilter.of(header, body, check);
    };
  }
}

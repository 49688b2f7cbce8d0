package org.keyferry.wire.edi;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads an EDI1 file as {@link EdiReader} does, a record at a time for who asks: so that several
 * files can be read side by side. For one thread.
 *
 * <p>in: a stream; out: records, and at their end the certainty that the file is whole
 */
public final class EdiCursor implements AutoCloseable {
  private final InputStream in;
  private final EdiHeader header;
  private final ReadingEdi reading;

  private EdiCursor(InputStream in, EdiHeader header, ReadingEdi reading) {
    this.in = in;
    this.header = header;
    this.reading = reading;
  }

  /**
   * Reads the header.
   *
   * @param in closed with this
   * @param name of the file, for errors
   * @throws MalformedEdi if it is not an EDI1 file, or breaks a limit
   */
  public static EdiCursor open(InputStream in, String name, EdiLimits limits)
      throws IOException, MalformedEdi {
    var header = EdiHeader.parse(in.readNBytes(EdiHeader.LENGTH), name);
    header.requireWithin(limits, name);
    return new EdiCursor(in, header, new ReadingEdi(in, name, header));
  }

  /** What the file says of itself; the digest is checked when the last record was read. */
  public EdiHeader header() {
    return header;
  }

  /**
   * The next record; empty behind the last one, where the digest is right. Not to be called again
   * then.
   *
   * @throws MalformedEdi if it is not an EDI1 file
   */
  public Optional<EdiRecord> next() throws IOException, MalformedEdi {
    return reading.nextOrEnd();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

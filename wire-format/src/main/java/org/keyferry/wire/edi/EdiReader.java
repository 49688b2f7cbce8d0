package org.keyferry.wire.edi;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads EDI1 files that anyone wrote, without trusting them: whatever is not as docs/edi1.md says
 * is refused, and so is whatever breaks a limit.
 *
 * <p>in: a stream; out: records, one at a time, and the header at the end. Nothing that grows with
 * the number of records is held.
 */
public final class EdiReader {
  private final EdiLimits limits;

  public EdiReader(EdiLimits limits) {
    this.limits = limits;
  }

  /** A reader with the default limits. */
  public EdiReader() {
    this(EdiLimits.DEFAULT);
  }

  /**
   * Reads a whole file.
   *
   * @param in read to its end, not closed
   * @param name of the file, for errors
   * @param records takes each record as soon as it is read, before the digest is known to be right
   * @return the header, of which everything was checked
   * @throws MalformedEdi if it is not an EDI1 file, or breaks a limit
   * @throws IOException if the stream fails
   */
  public EdiHeader read(InputStream in, String name, EdiRecordConsumer records)
      throws IOException, MalformedEdi {
    var header = EdiHeader.parse(in.readNBytes(EdiHeader.LENGTH), name);
    header.requireWithin(limits, name);
    new ReadingEdi(in, name, header).read(records);
    return header;
  }
}

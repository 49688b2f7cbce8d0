package org.keyferry.wire.edi;

import java.io.IOException;

/** Takes the records of a file, in its order, while it is read and before its digest is checked. */
public interface EdiRecordConsumer {

  /**
   * A record.
   *
   * @throws IOException if it can't be passed on; the reading ends with it
   */
  void record(EdiRecord record) throws IOException;
}

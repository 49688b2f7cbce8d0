package org.keyferry.exporter.stamp;

import java.io.IOException;

/** Answers queries for time stamps. What it answers is to be verified by who asked. */
@FunctionalInterface
interface TimeStampAuthority {
  /** An answer is not longer, in bytes: a token with a chain of certificates has a few thousand. */
  int LONGEST_ANSWER = 64 * 1024;

  /**
   * The answer to the query.
   *
   * @param query {@code TimeStampReq} in DER
   * @return {@code TimeStampResp} in DER
   * @throws IOException if there is none now
   */
  byte[] answer(byte[] query) throws IOException;
}

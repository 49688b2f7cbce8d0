package org.keyferry.client.fetch;

import java.io.IOException;

/** The way out of the phone. */
public interface Transport {

  /**
   * Sends a request and takes the answer as far as it comes.
   *
   * @throws IOException if there is no answer
   */
  Answer get(Request request) throws IOException, InterruptedException;
}

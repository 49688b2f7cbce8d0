package org.keyferry.origin;

import org.apache.coyote.Request;
import org.apache.coyote.http2.Http2Protocol;

/**
 * HTTP/2 for clients that begin with it: over TLS by ALPN, else by prior knowledge. That a
 * connection begins with HTTP/1.1 and changes, which RFC 9113 has given up, is passed over: the
 * server then stops in the midst of a first answer that is larger than a window.
 */
final class DirectHttp2 extends Http2Protocol {
  /**
   * @param mostStreams requests at once on one connection
   */
  DirectHttp2(int mostStreams) {
    setMaxConcurrentStreams(mostStreams);
    setMaxConcurrentStreamExecution(mostStreams);
    setUseSendfile(false);
  }

  @Override
  public boolean accept(Request request) {
    return false;
  }
}

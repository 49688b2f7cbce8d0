package org.keyferry.bench.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Finds the end of an HTTP/1.1 answer in the bytes that arrived so far. It looks at the status, the
 * length and nothing else, so that the load costs the shared cores as little as it can.
 */
final class AnswerReader {
  private static final int UNKNOWN = -1;
  private static final int CHUNKED = -2;
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final String CONTENT_LENGTH = "content-length:";
  private static final int STATUS_AT = 9;
  private static final int STATUS_DIGITS = 3;

  private int scanned;
  private int bodyStart;
  private int length;
  private boolean last;

  AnswerReader() {
    reset();
  }

  /** Forgets the answer that was read: the next one begins at position 0 of the buffer. */
  void reset() {
    scanned = 0;
    bodyStart = UNKNOWN;
    length = UNKNOWN;
    last = false;
  }

  /**
   * Whether the bytes from 0 to the buffer's position are a whole answer.
   *
   * @throws IllegalStateException if it says its length in a way that is not understood
   */
  boolean isComplete(ByteBuffer received) {
    int end = received.position();
    if (bodyStart == UNKNOWN && !findBody(received, end)) {
      return false;
    }
    return length == CHUNKED ? endsWithLastChunk(received, end) : end >= bodyStart + length;
  }

  /** Whether the server closes the connection after this answer. */
  boolean isLast() {
    return last;
  }

  /** The status of a whole answer, such as 200. */
  static int status(ByteBuffer received) {
    int status = 0;
    for (int i = STATUS_AT; i < STATUS_AT + STATUS_DIGITS; i++) {
      status = status * 10 + (received.get(i) - '0');
    }
    return status;
  }

  private boolean findBody(ByteBuffer received, int end) {
    for (; scanned + 3 < end; scanned++) {
      if (received.get(scanned) == '\r'
          && received.get(scanned + 1) == '\n'
          && received.get(scanned + 2) == '\r'
          && received.get(scanned + 3) == '\n') {
        bodyStart = scanned + 4;
        readHead(received);
        return true;
      }
    }
    return false;
  }

  private void readHead(ByteBuffer received) {
    byte[] head = new byte[bodyStart];
    received.get(0, head);
    for (String line : new String(head, StandardCharsets.US_ASCII).split("\r\n")) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith(CONTENT_LENGTH)) {
        length = Integer.parseInt(lower.substring(CONTENT_LENGTH.length()).strip());
      } else if (lower.equals("transfer-encoding: chunked")) {
        length = CHUNKED;
      } else if (lower.equals("connection: close")) {
        last = true;
      }
    }
    if (length == UNKNOWN) {
      throw new IllegalStateException("an answer with neither length nor chunks");
    }
  }

  private boolean endsWithLastChunk(ByteBuffer received, int end) {
    int from = end - LAST_CHUNK.length;
    if (from < bodyStart) {
      return false;
    }
    for (int i = 0; i < LAST_CHUNK.length; i++) {
      if (received.get(from + i) != LAST_CHUNK[i]) {
        return false;
      }
    }
    return true;
  }
}

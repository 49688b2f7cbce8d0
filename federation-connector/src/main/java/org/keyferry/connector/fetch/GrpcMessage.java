package org.keyferry.connector.fetch;

import java.nio.ByteBuffer;
import org.keyferry.wire.Problem;

/**
 * A message of gRPC as HTTP/2 carries it: a byte that says whether it is compressed, four with its
 * length, the message.
 */
final class GrpcMessage {
  /** What is before the message. */
  static final int PREFIX = 5;

  private GrpcMessage() {}

  /** With its prefix. */
  static byte[] framed(byte[] message) {
    return ByteBuffer.allocate(PREFIX + message.length)
        .put((byte) 0)
        .putInt(message.length)
        .put(message)
        .array();
  }

  /**
   * The one message of a body.
   *
   * @param where what problems name as the place
   * @throws FetchFailed if the body is anything else
   */
  static byte[] only(byte[] body, String where) throws FetchFailed {
    if (body.length < PREFIX) {
      throw failed(where, body.length + " bytes");
    }
    var bytes = ByteBuffer.wrap(body);
    int coding = bytes.get();
    int length = bytes.getInt();
    if (coding != 0) {
      throw failed(where, "a compressed one");
    }
    if (length != bytes.remaining()) {
      throw failed(where, "one that tells another length, or several");
    }
    var message = new byte[length];
    bytes.get(message);
    return message;
  }

  private static FetchFailed failed(String where, String actual) {
    return new FetchFailed(new Problem("body", where, "one message of gRPC", actual));
  }
}

package org.keyferry.bench.gateway;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One kept-alive connection of the load: a request, its answer, the next request. */
final class LoadConnection implements AutoCloseable {
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer received = ByteBuffer.allocateDirect(LONGEST_ANSWER);
  private final AnswerReader reader = new AnswerReader();
  private ByteBuffer unsent = ByteBuffer.allocate(0);
  private long sentAt;

  private LoadConnection(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    this.key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  static LoadConnection open(SocketAddress server, Selector selector) throws IOException {
    var channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    return new LoadConnection(channel, selector);
  }

  /** Sends the request, as far as the socket takes it at once; the rest follows when it can. */
  void send(byte[] request) throws IOException {
    received.clear();
    reader.reset();
    unsent = ByteBuffer.wrap(request);
    sentAt = System.nanoTime();
    sendRest();
  }

  void sendRest() throws IOException {
    channel.write(unsent);
    key.interestOps(
        unsent.hasRemaining()
            ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
            : SelectionKey.OP_READ);
  }

  /**
   * Reads what has arrived; true if the answer is whole.
   *
   * @throws IOException if the server closed the connection or answers with more than 64 KiB
   */
  boolean receive() throws IOException {
    if (channel.read(received) < 0) {
      throw new IOException("the server closed a connection before its answer was whole");
    }
    boolean whole = reader.isComplete(received);
    if (!whole && !received.hasRemaining()) {
      throw new IOException("an answer longer than " + LONGEST_ANSWER + " bytes");
    }
    return whole;
  }

  /** Status of the answer that was just received. */
  int status() {
    return AnswerReader.status(received);
  }

  /** When the request was given to the socket, as {@link System#nanoTime}. */
  long sentAt() {
    return sentAt;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

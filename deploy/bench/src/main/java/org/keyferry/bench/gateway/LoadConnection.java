package org.keyferry.bench.gateway;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One connection of the load, kept alive as long as the server does: a request, its answer, the
 * next request.
 */
final class LoadConnection implements AutoCloseable {
  private static final int LONGEST_ANSWER = 64 * 1024;

  private final SocketAddress server;
  private final Selector selector;
  private final ByteBuffer received = ByteBuffer.allocateDirect(LONGEST_ANSWER);
  private final AnswerReader reader = new AnswerReader();
  private ByteBuffer unsent = ByteBuffer.allocate(0);
  private long sentAt;
  private SocketChannel channel;
  private SelectionKey key;

  LoadConnection(SocketAddress server, Selector selector) throws IOException {
    this.server = server;
    this.selector = selector;
    open();
  }

  private void open() throws IOException {
    channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  /**
   * Sends the request, as far as the socket takes it at once; the rest follows when it can. Servers
   * close a connection after some number of answers: then it is opened again, in the request's
   * time.
   */
  void send(byte[] request) throws IOException {
    sentAt = System.nanoTime();
    if (reader.isLast()) {
      channel.close();
      open();
    }
    received.clear();
    reader.reset();
    unsent = ByteBuffer.wrap(request);
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

package org.keyferry.connector.fetch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.SocketFactory;

/**
 * Sockets that connect to allowed addresses only, and give no more bytes than they may. The rule is
 * asked of the very address that is connected to, so a name that resolves to another one the second
 * time gains nothing.
 */
final class GuardedSockets extends SocketFactory {
  private final AddressRule rule;
  private final long mostBytes;

  GuardedSockets(AddressRule rule) {
    this(rule, Long.MAX_VALUE);
  }

  private GuardedSockets(AddressRule rule, long mostBytes) {
    this.rule = rule;
    this.mostBytes = mostBytes;
  }

  /** The same whose connections end after so many bytes, whatever these are. */
  GuardedSockets ofAtMost(long bytes) {
    return new GuardedSockets(rule, bytes);
  }

  @Override
  public Socket createSocket() throws IOException {
    var socket = new GuardedSocket(rule, mostBytes);
    socket.setTcpNoDelay(true);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(InetAddress.getByName(host), port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(InetAddress.getByName(host), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(host, port);
  }

  private Socket connected(InetAddress host, int port) throws IOException {
    Socket socket = createSocket();
    socket.connect(new InetSocketAddress(host, port));
    return socket;
  }

  /** Asks the rule before it connects, and counts what it reads. */
  private static final class GuardedSocket extends Socket {
    private final AddressRule rule;
    private final long mostBytes;
    private InputStream counted;

    GuardedSocket(AddressRule rule, long mostBytes) {
      this.rule = rule;
      this.mostBytes = mostBytes;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      if (!(endpoint instanceof InetSocketAddress internet) || internet.isUnresolved()) {
        throw new SocketException("expected a resolved internet address");
      }
      rule.require(internet.getAddress());
      super.connect(endpoint, timeout);
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
      if (counted == null) {
        counted = new BoundedStream(super.getInputStream(), mostBytes);
      }
      return counted;
    }
  }

  /** Ends with an error behind so many bytes. */
  private static final class BoundedStream extends FilterInputStream {
    private long left;

    BoundedStream(InputStream in, long mostBytes) {
      super(in);
      this.left = mostBytes;
    }

    @Override
    public int read() throws IOException {
      requireLeft();
      int read = super.read();
      left -= read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      requireLeft();
      int read = super.read(bytes, offset, (int) Math.min(length, left));
      left -= Math.max(0, read);
      return read;
    }

    private void requireLeft() throws IOException {
      if (left <= 0) {
        throw new IOException("more bytes than a connection may have");
      }
    }
  }
}

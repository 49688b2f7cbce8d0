package org.keyferry.connector.fetch;

import java.net.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.keyferry.connector.trust.ClientKeys;
import org.keyferry.connector.trust.ConnectionTrust;

/** Makes a client for each peer; all share what connections need. */
public final class PeerClients implements AutoCloseable {
  private static final int IDLE_CONNECTIONS = 64;
  private static final int IDLE_SECONDS = 30;

  /** What a call of gRPC may have beside its message: handshake, headers, frames. */
  private static final long BYTES_AROUND_A_MESSAGE = 256 * 1024;

  private final FetchLimits limits;
  private final OkHttpClient base;
  private final OkHttpClient calls;
  private final ClientKeys keys = new ClientKeys();

  /**
   * @param addresses which addresses peers may have
   */
  public PeerClients(AddressRule addresses, FetchLimits limits) {
    this(addresses, limits, Dns.SYSTEM);
  }

  /**
   * @param names which addresses names have
   */
  PeerClients(AddressRule addresses, FetchLimits limits, Dns names) {
    this.limits = limits;
    var sockets = new GuardedSockets(addresses);
    this.base =
        new OkHttpClient.Builder()
            // Peers are many and asked seldom: one request at a time on each connection.
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionSpecs(List.of(ConnectionSpec.RESTRICTED_TLS))
            .socketFactory(sockets)
            .dns(names)
            .proxy(Proxy.NO_PROXY)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(true)
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
            .connectTimeout(limits.connect())
            .readTimeout(limits.silence())
            .writeTimeout(limits.silence())
            .callTimeout(limits.whole())
            .build();
    // HTTP/2 has parts that no answer has, and that may be endless: a connection for each call,
    // which ends behind what an answer may have.
    this.calls =
        base.newBuilder()
            .protocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1))
            .socketFactory(sockets.ofAtMost(limits.mostMessageBytes() + BYTES_AROUND_A_MESSAGE))
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .build();
  }

  /** A client that trusts, and presents itself, as given. */
  public PeerClient client(ConnectionTrust trust) {
    return new PeerClient(trusting(base, trust), trusting(calls, trust), limits);
  }

  private static OkHttpClient trusting(OkHttpClient client, ConnectionTrust trust) {
    return client
        .newBuilder()
        .sslSocketFactory(trust.context().getSocketFactory(), trust.trustManager())
        .build();
  }

  /** What is shown to peers. */
  public ClientKeys keys() {
    return keys;
  }

  /** How many bytes a batch may have. */
  public long mostBytes() {
    return limits.mostBytes();
  }

  @Override
  public void close() {
    base.connectionPool().evictAll();
    base.dispatcher().executorService().shutdown();
  }
}

package org.keyferry.connector.fetch;

import java.net.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.keyferry.connector.trust.ClientKeys;
import org.keyferry.connector.trust.ConnectionTrust;

/** Makes a client for each peer; all share what connections need. */
public final class PeerClients implements AutoCloseable {
  private static final int IDLE_CONNECTIONS = 64;
  private static final int IDLE_SECONDS = 30;

  private final FetchLimits limits;
  private final OkHttpClient base;
  private final ClientKeys keys = new ClientKeys();

  /**
   * @param addresses which addresses peers may have
   */
  public PeerClients(AddressRule addresses, FetchLimits limits) {
    this.limits = limits;
    this.base =
        new OkHttpClient.Builder()
            // Peers are many and asked seldom: one request at a time on each connection.
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionSpecs(List.of(ConnectionSpec.RESTRICTED_TLS))
            .socketFactory(new GuardedSockets(addresses))
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
  }

  /** A client that trusts, and presents itself, as given. */
  public PeerClient client(ConnectionTrust trust) {
    var http =
        base.newBuilder()
            .sslSocketFactory(trust.context().getSocketFactory(), trust.trustManager())
            .build();
    return new PeerClient(http, limits);
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

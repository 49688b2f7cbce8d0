package org.keyferry.origin;

import java.util.List;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.keyferry.origin.answer.AnswerHeaders;
import org.springframework.boot.jetty.JettyServerCustomizer;

/** Sets the server up: public addresses ahead of servlets, HTTP/2, and what a connection holds. */
final class OriginServer implements JettyServerCustomizer {
  /** Connections that the kernel keeps until they are accepted. */
  private static final int ACCEPT_QUEUE = 1024;

  private final PublicObjects objects;
  private final ClientShares shares;
  private final OriginSettings settings;
  private final AnswerHeaders headers;

  OriginServer(
      PublicObjects objects, ClientShares shares, OriginSettings settings, AnswerHeaders headers) {
    this.objects = objects;
    this.shares = shares;
    this.settings = settings;
    this.headers = headers;
  }

  @Override
  public void customize(Server server) {
    for (Connector connector : server.getConnectors()) {
      if (connector instanceof ServerConnector each) {
        customize(each);
      }
    }
    server.setErrorHandler((_, response, callback) -> {
      headers.refuse(response, response.getStatus());
      callback.succeeded();
      return true;
    });
    server.setHandler(new Entrance(server.getHandler(), objects, shares, headers));
  }

  private void customize(ServerConnector connector) {
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    // Who reads slowly may go on to when the origin stops.
    connector.setShutdownIdleTimeout(-1);
    // The kernel's own would grow to megabytes, which a slow client takes too long to empty.
    connector.setAcceptedSendBufferSize(settings.sendBufferKibibytes() * 1024);
    for (ConnectionFactory factory : List.copyOf(connector.getConnectionFactories())) {
      if (factory instanceof HTTP2CServerConnectionFactory plain) {
        connector.removeConnectionFactory(plain.getProtocol());
        connector.addConnectionFactory(new DirectHttp2(plain.getHttpConfiguration()));
      }
    }
    for (ConnectionFactory factory : connector.getConnectionFactories()) {
      if (factory instanceof AbstractHTTP2ServerConnectionFactory http2) {
        http2.setMaxConcurrentStreams(settings.mostStreams());
      }
    }
  }
}

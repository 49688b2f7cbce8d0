package org.keyferry.origin;

import java.util.function.Supplier;
import org.eclipse.jetty.server.Connector;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * When the origin stops, no new connections are let in, and answers under way are sent to their end
 * as far as there is time for it. Boot's own way counts each request by wrapping it, which takes a
 * sixth of what a short answer takes.
 */
final class LastAnswers implements SmartLifecycle {
  private final Supplier<Connector[]> connectors;
  private final ClientShares shares;
  private volatile boolean running;

  LastAnswers(Supplier<Connector[]> connectors, ClientShares shares) {
    this.connectors = connectors;
    this.shares = shares;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop(Runnable done) {
    stop();
    var _ = shares.none().thenRun(done);
  }

  @Override
  public void stop() {
    running = false;
    for (Connector connector : connectors.get()) {
      var _ = connector.shutdown();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the server stops. */
  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
  }
}

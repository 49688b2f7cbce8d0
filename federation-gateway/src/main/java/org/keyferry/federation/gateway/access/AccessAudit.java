package org.keyferry.federation.gateway.access;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.Thumbprint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who was refused, when and why. Never where from: which network a peer asks from says
 * something of it, and nothing that is needed here.
 *
 * <p>in: refusals; out: lines of the log {@code keyferry.audit}, {@code
 * keyferry.federation.refusals}
 */
public final class AccessAudit {
  private static final Logger LOG = LoggerFactory.getLogger("keyferry.audit");
  private static final String NOBODY = "none";

  private static final int MOST_LINES_A_SECOND = 50;

  private final MeterRegistry metrics;
  private final AuditPace pace;

  public AccessAudit(MeterRegistry metrics, InstantSource clock) {
    this.metrics = metrics;
    this.pace = new AuditPace(MOST_LINES_A_SECOND, clock);
  }

  /**
   * Notes a refusal.
   *
   * @param what was asked for, without anything that the client made up
   */
  public void refused(Judgement.Refused refused, String what) {
    String peer = refused.peer().map(Peer::id).map(Object::toString).orElse(NOBODY);
    metrics
        .counter("keyferry.federation.refusals", "reason", refused.reason(), "peer", peer)
        .increment();
    var turn = pace.next();
    if (turn.leftOutBefore() > 0) {
      LOG.atWarn()
          .addKeyValue("number", turn.leftOutBefore())
          .log("peers were refused, more often than there are lines for it");
    }
    if (turn.mayWrite()) {
      write(refused, what, peer);
    }
  }

  private static void write(Judgement.Refused refused, String what, String peer) {
    LOG.atWarn()
        .addKeyValue("what", what)
        .addKeyValue("reason", refused.reason())
        .addKeyValue("peer", peer)
        .addKeyValue("certificate", refused.certificate().map(Thumbprint::prefix).orElse(NOBODY))
        .log("a peer was refused");
  }
}

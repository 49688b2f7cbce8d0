package org.keyferry.federation.gateway.access;

import io.micrometer.core.instrument.MeterRegistry;
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

  private final MeterRegistry metrics;

  public AccessAudit(MeterRegistry metrics) {
    this.metrics = metrics;
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
    LOG.atWarn()
        .addKeyValue("what", what)
        .addKeyValue("reason", refused.reason())
        .addKeyValue("peer", peer)
        .addKeyValue("certificate", refused.certificate().map(Thumbprint::prefix).orElse(NOBODY))
        .log("a peer was refused");
  }
}

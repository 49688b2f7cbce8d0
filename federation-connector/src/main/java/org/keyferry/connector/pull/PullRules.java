package org.keyferry.connector.pull;

import java.time.Duration;
import java.time.Instant;
import org.keyferry.connector.screen.KeyCaps;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.admission.KeyAdmission;
import org.keyferry.wire.key.Region;

/**
 * What is let in, whatever the peer.
 *
 * @param home our own region
 * @param limits of admission; equal to the processor's
 * @param quantum what arrivals are rounded down to; equal to the plan's
 * @param caps how many keys a peer may bring
 * @param reportType what a key is whose file does not say
 */
public record PullRules(
    Region home, AdmissionLimits limits, Duration quantum, KeyCaps caps, ReportType reportType) {

  /** The admission rules. */
  public KeyAdmission admission() {
    return new KeyAdmission(limits, quantum);
  }

  /** The arrival of what comes now. */
  public Instant arrival(Instant now) {
    long step = quantum.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), step) * step);
  }
}

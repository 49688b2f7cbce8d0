package org.keyferry.local.peers;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.keyferry.wire.peer.Federation;

/**
 * Makes backends on this machine known to each other: each gets a next version of its document, in
 * which the others are. What other peers it says stays.
 *
 * <p>in: {@link LocalBackend}; out: {@code peers.documents} of each
 */
public final class Onboarding {
  private static final Duration VALIDITY = Duration.ofDays(90);

  private final InstantSource clock;

  /**
   * @param clock by which documents are issued
   */
  public Onboarding(InstantSource clock) {
    this.clock = clock;
  }

  private static Federation present(LocalBackend backend, PeersDesk desk) throws IOException {
    var last = desk.history().chain().last();
    return last.isPresent() ? last.get().document().federation() : backend.alone();
  }

  /** Publishes the documents. */
  public void connect(List<LocalBackend> backends) throws IOException, InterruptedException {
    for (LocalBackend backend : backends) {
      PeersDesk desk = backend.desk();
      Federation federation = present(backend, desk);
      for (LocalBackend other : backends) {
        if (!other.region().equals(backend.region())) {
          federation = new FederationChange(federation).add(other.asPeer(), true);
        }
      }
      Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      desk.publish(federation, backend.documentKey().signer(), now, VALIDITY);
    }
  }
}

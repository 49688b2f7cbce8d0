package org.keyferry.federation.gateway.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.keyferry.wire.peer.Peer;

/** Counts what each peer gets. */
record FeedMetrics(MeterRegistry registry) {

  /** An answer was sent, with so many bytes of a file. */
  void answered(Peer peer, FeedAddress address, int status, long bytes) {
    Tags who = Tags.of("peer", peer.id().value(), "phase", peer.phase().word());
    registry
        .counter(
            "keyferry.federation.answers",
            who.and("feed", address.toString(), "status", String.valueOf(status)))
        .increment();
    if (bytes > 0) {
      registry.counter("keyferry.federation.bytes", who).increment((double) bytes);
    }
  }
}

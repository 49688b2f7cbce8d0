package org.keyferry.local.peers;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.keyferry.wire.peer.CertificateUse;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.Validity;

/**
 * What of a document ends within 30 days, or ended, so that something has to follow it.
 *
 * @param now counted from here
 */
public record EndingSoon(Instant now) {
  private static final Duration SOON = Duration.ofDays(30);

  /** A line for each. */
  public Stream<String> of(Federation federation) {
    return federation.peers().stream().flatMap(this::of);
  }

  private Stream<String> of(Peer peer) {
    var certificates =
        Stream.of(CertificateUse.values())
            .flatMap(use ->
                peer.certificates().pins(use).stream()
                    .flatMap(pin ->
                        line(
                            peer,
                            "certificate " + pin.thumbprint().prefix() + " as " + use.word(),
                            pin.validity())));
    var keys =
        peer.signingKeys().stream()
            .flatMap(key -> line(peer, "signing key " + key.id(), key.validity()));
    return Stream.of(line(peer, "all that is said of it", peer.validity()), certificates, keys)
        .flatMap(lines -> lines);
  }

  private Stream<String> line(Peer peer, String what, Validity validity) {
    return validity
        .thru()
        .filter(thru -> thru.isBefore(now.plus(SOON)))
        .map(thru ->
            peer.id() + ": " + what + (thru.isAfter(now) ? " ends at " : " ended at ") + thru)
        .stream();
  }
}

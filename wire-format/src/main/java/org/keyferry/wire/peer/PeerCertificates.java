package org.keyferry.wire.peer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which certificates are a peer's.
 *
 * @param clients with which it asks us
 * @param servers with which it answers us
 * @param batchSigners with which it, or the regions behind a hub, sign batches
 * @param names DNS names that a certificate of the cluster's tree has to state, for whatever use;
 *     none: only pinned ones are taken
 */
public record PeerCertificates(
    List<CertificatePin> clients,
    List<CertificatePin> servers,
    List<CertificatePin> batchSigners,
    Set<DnsName> names) {
  /** None: nobody is taken for that peer. */
  public static final PeerCertificates NONE =
      new PeerCertificates(List.of(), List.of(), List.of(), Set.of());

  private static final int MOST_PINS = 64;
  private static final int MOST_NAMES = 16;

  /**
   * @throws InvalidPeers if a use pins a certificate twice, or has too many
   */
  public PeerCertificates {
    clients = checked("clients", clients);
    servers = checked("servers", servers);
    batchSigners = checked("batchSigners", batchSigners);
    names = Set.copyOf(names);
    InvalidPeers.unless(
        names.size() <= MOST_NAMES,
        "certificates.names",
        "at most " + MOST_NAMES + " names",
        names.size());
  }

  private static List<CertificatePin> checked(String use, List<CertificatePin> pins) {
    InvalidPeers.unless(
        pins.size() <= MOST_PINS,
        "certificates." + use,
        "at most " + MOST_PINS + " certificates",
        pins.size());
    var seen = new HashSet<Thumbprint>();
    for (var pin : pins) {
      InvalidPeers.unless(
          seen.add(pin.thumbprint()),
          "certificates." + use,
          "no thumbprint twice",
          pin.thumbprint());
    }
    return List.copyOf(pins);
  }

  /** The pins for a use. */
  public List<CertificatePin> pins(CertificateUse use) {
    return switch (use) {
      case CLIENT -> clients;
      case SERVER -> servers;
      case BATCH_SIGNING -> batchSigners;
    };
  }

  /** Every certificate that is pinned, for whatever use. */
  public Stream<CertificatePin> all() {
    return Stream.of(clients, servers, batchSigners).flatMap(List::stream);
  }

  /** The same with other pins for a use. */
  public PeerCertificates with(CertificateUse use, List<CertificatePin> pins) {
    return switch (use) {
      case CLIENT -> new PeerCertificates(pins, servers, batchSigners, names);
      case SERVER -> new PeerCertificates(clients, pins, batchSigners, names);
      case BATCH_SIGNING -> new PeerCertificates(clients, servers, pins, names);
    };
  }
}

package org.keyferry.local.peers;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.backend.HubSink;
import org.keyferry.local.backend.LocalAuthorities;
import org.keyferry.local.backend.LocalAuthorities.LocalOrigin;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.CertificatePin;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PushFormat;

/**
 * Makes backends and hubs on this machine known to each other: each gets a next version of its
 * document, in which the others are, by feeds or by hubs as they were started. What other peers it
 * says stays. Whoever uploads to a hub gets a connector for that.
 *
 * <p>in: {@link LocalBackend}; out: {@code peers.documents} of each, connectors
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
    connect(backends, List.of());
  }

  /**
   * Publishes the documents, and has the connectors run.
   *
   * @param readers who else reads feeds of those backends
   * @throws CommandFailure if a backend exchanges keys by a hub with a region that is not among
   *     them and not known to it
   */
  public void connect(List<LocalBackend> backends, List<Peer> readers)
      throws IOException, InterruptedException {
    for (LocalBackend backend : backends) {
      PeersDesk desk = backend.desk();
      Federation federation = present(backend, desk);
      for (Peer peer : peersOf(backend, backends, federation, readers)) {
        federation = new FederationChange(federation).add(peer, true);
      }
      Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      desk.publish(federation, backend.documentKey().signer(), now, VALIDITY);
    }
    writeAuthorities(backends);
    for (LocalBackend backend : backends) {
      for (LocalBackend hub : backends) {
        for (PushFormat format : formats(backend, hub)) {
          new HubSink(backend.data(), backend.running(), format)
              .start(hub.hubUrl(format), hub.certificateFile());
        }
      }
    }
  }

  /** Apps of each region are told where the backends of all of them are. */
  private void writeAuthorities(List<LocalBackend> backends) throws IOException {
    var origins = new HashMap<Region, LocalOrigin>();
    for (LocalBackend backend : backends) {
      if (!backend.exchange().isHub()) {
        origins.put(backend.region(), new LocalOrigin(backend.data(), backend.running().origin()));
      }
    }
    new LocalAuthorities(origins).write(clock.instant());
  }

  private static List<Peer> peersOf(
      LocalBackend backend, List<LocalBackend> all, Federation federation, List<Peer> readers)
      throws IOException {
    var peers = new ArrayList<Peer>();
    boolean isHub = backend.exchange().isHub();
    for (LocalBackend other : all) {
      if (!formats(other, backend).isEmpty()) {
        peers.add(other.asMember());
      }
      for (PushFormat format : formats(backend, other)) {
        peers.add(hub(backend, other, format, all, federation));
      }
      boolean byFeed =
          !isHub
              && !other.exchange().isHub()
              && !other.region().equals(backend.region())
              && !backend.exchange().isByHub(other.region());
      if (byFeed) {
        peers.add(other.asNeighbour());
      }
    }
    if (!isHub) {
      peers.addAll(readers);
    }
    return peers;
  }

  /** What the backend speaks with the hub, if that is one. */
  private static List<PushFormat> formats(LocalBackend backend, LocalBackend hub) {
    return backend.exchange().byHub().keySet().stream()
        .filter(hub.exchange().serves()::contains)
        .toList();
  }

  private static Peer hub(
      LocalBackend backend,
      LocalBackend hub,
      PushFormat format,
      List<LocalBackend> all,
      Federation federation)
      throws IOException {
    Set<Region> origins = Set.copyOf(backend.exchange().byHub().get(format));
    var signers = new LinkedHashSet<CertificatePin>();
    federation
        .peer(hub.hubId(format))
        .ifPresent(known -> signers.addAll(known.certificates().batchSigners()));
    for (LocalBackend other : all) {
      if (origins.contains(other.region())) {
        signers.add(other.batchSigner());
      }
    }
    if (signers.isEmpty() && format == PushFormat.EFGS) {
      throw new CommandFailure(
          new Problem(
              "hub " + hub.hubId(format),
              "backend " + backend.region(),
              "a backend of " + origins + " beside it, whose batches it can verify",
              "none of them"));
    }
    return hub.asHub(format, origins, List.copyOf(signers));
  }
}

package org.keyferry.systemtests.federation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.local.peers.PeersDesk;
import org.keyferry.systemtests.backend.PemFiles;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.DocumentKey;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.Home;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerUrl;
import org.keyferry.wire.peer.PeersTrust;

/** Publishes the peers documents of one backend, as its operators do. */
final class PeersPublisher {
  private static final PeerUrl URLS = new PeerUrl(true);

  private final Region home;
  private final PeersDesk desk;
  private final PemSigner signer;
  private final Path publicKey;
  private final DocumentKey key;

  PeersPublisher(Region home, String bootstrapServers, Path directory) {
    this.home = home;
    KeyPair keys = PemFiles.newPair();
    Path privateKey = directory.resolve("documents.key");
    publicKey = directory.resolve("documents.pem");
    PemFiles.write(privateKey, "PRIVATE KEY", keys.getPrivate());
    PemFiles.write(publicKey, "PUBLIC KEY", keys.getPublic());
    key = new DocumentKey((ECPublicKey) keys.getPublic());
    desk =
        new PeersDesk(
            new KafkaSettings(bootstrapServers, null, null),
            new PeersTrust(List.of(key), 1, Optional.of(home), URLS));
    try {
      signer = PemSigner.read(new SigningKeyId("documents", "v1"), privateKey);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By which the apps know the document. */
  Path publicKey() {
    return publicKey;
  }

  /** Publishes the next version, with these peers. */
  void publish(List<Peer> peers) {
    var federation =
        new Federation(
            new Home(home, Optional.empty(), "keyferry"),
            List.of(key),
            List.of(),
            List.of(),
            peers,
            Set.of());
    try {
      desk.publish(
          federation, signer, Instant.now().truncatedTo(ChronoUnit.SECONDS), Duration.ofDays(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

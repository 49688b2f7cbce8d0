package org.keyferry.federation.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyferry.event.v1.SignedPeersDocument;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.CertificatePin;
import org.keyferry.wire.peer.Cluster;
import org.keyferry.wire.peer.ClusterId;
import org.keyferry.wire.peer.ClusterKind;
import org.keyferry.wire.peer.DnsName;
import org.keyferry.wire.peer.DocumentDigest;
import org.keyferry.wire.peer.DocumentKey;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.FeedName;
import org.keyferry.wire.peer.Home;
import org.keyferry.wire.peer.OriginProof;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerCertificates;
import org.keyferry.wire.peer.PeerId;
import org.keyferry.wire.peer.PeerKind;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.PeersSignature;
import org.keyferry.wire.peer.PeersWriting;
import org.keyferry.wire.peer.Phase;
import org.keyferry.wire.peer.Thumbprint;
import org.keyferry.wire.peer.TrustRoot;
import org.keyferry.wire.peer.Validity;
import org.keyferry.wire.topic.Topics;

/** An operator who publishes peers documents, each the version behind the one before. */
public final class TestPeers {
  /** The cluster of our own region, NL, whose members replicate all-to-all. */
  static final ClusterId OURS = new ClusterId("EU");

  /** A cluster whose certificates are known by their root. */
  static final ClusterId WITH_ROOT = new ClusterId("AF");

  private final KeyPair keys = SigningKeys.generate();
  private final TestTopics topics;
  private final PemSigner signer;
  private long version;
  private Optional<DocumentDigest> previous = Optional.empty();
  private Optional<TrustRoot> root = Optional.empty();

  TestPeers(TestTopics topics, Path directory) {
    this.topics = topics;
    try {
      SigningKeys.writePublic(publicKey(directory), keys.getPublic());
      Path secret = directory.resolve("documents.key");
      SigningKeys.writePrivate(secret, keys.getPrivate());
      signer = PemSigner.read(new SigningKeyId("documents", "v1"), secret);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By which the gateway knows the operator. */
  static Path publicKey(Path directory) {
    return directory.resolve("documents.pem");
  }

  /** From the next document on, there is {@link #WITH_ROOT}, below this root. */
  TestPeers with(TestCertificate certificate) {
    root = Optional.of(new TrustRoot("world", certificate.leaf()));
    return this;
  }

  /** Publishes a document with these peers. */
  void publish(Peer... peers) {
    publish(Set.of(), peers);
  }

  /** Publishes a document with these peers and revoked certificates. */
  void publish(Set<Thumbprint> revoked, Peer... peers) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var document =
        new PeersDocument(
            ++version,
            now,
            now.plus(Duration.ofDays(1)),
            previous,
            new Federation(
                new Home(new Region("NL"), Optional.of(OURS), "keyferry"),
                List.of(new DocumentKey((ECPublicKey) keys.getPublic())),
                root.stream().toList(),
                clusters(),
                List.of(peers),
                revoked));
    byte[] payload = PeersWriting.document(document);
    previous = Optional.of(DocumentDigest.of(payload));
    String jws = sign(payload);
    topics.send(
        Topics.PEERS_DOCUMENTS,
        String.valueOf(version).getBytes(US_ASCII),
        SignedPeersDocument.newBuilder().setJws(jws).build().toByteArray());
  }

  private String sign(byte[] payload) {
    try {
      return PeersSignature.sign(payload, signer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Cluster> clusters() {
    var pinned = Cluster.pinned(OURS);
    return root.isEmpty()
        ? List.of(pinned)
        : List.of(
            pinned,
            new Cluster(
                WITH_ROOT,
                ClusterKind.PUBLIC,
                Optional.of("world"),
                Optional.of(new DnsName("af.example")),
                Optional.empty()));
  }

  /** A backend of our cluster with that client certificate. */
  static Draft backend(String region, TestCertificate client) {
    return new Draft(
        region,
        Optional.of(OURS),
        Phase.TWO,
        new PeerCertificates(
            List.of(CertificatePin.of(Thumbprint.of(client.leaf()))),
            List.of(),
            List.of(),
            Set.of()),
        Set.of(),
        Validity.ALWAYS);
  }

  /** What a peer is to be. */
  record Draft(
      String region,
      Optional<ClusterId> cluster,
      Phase phase,
      PeerCertificates certificates,
      Set<FeedName> reads,
      Validity validity) {

    Draft inNoCluster() {
      return new Draft(region, Optional.empty(), phase, certificates, reads, validity);
    }

    Draft in(Phase other) {
      return new Draft(region, cluster, other, certificates, reads, validity);
    }

    Draft reading(String... feeds) {
      return new Draft(
          region,
          cluster,
          phase,
          certificates,
          Stream.of(feeds).map(FeedName::new).collect(Collectors.toSet()),
          validity);
    }

    /** Known by that name of its cluster's tree, by no thumbprint. */
    Draft named(String dnsName) {
      return new Draft(
          region,
          Optional.of(WITH_ROOT),
          phase,
          new PeerCertificates(List.of(), List.of(), List.of(), Set.of(new DnsName(dnsName))),
          reads,
          validity);
    }

    /** With another certificate beside those that it has. */
    Draft and(TestCertificate client) {
      var clients = new ArrayList<>(certificates.clients());
      clients.add(CertificatePin.of(Thumbprint.of(client.leaf())));
      return new Draft(
          region,
          cluster,
          phase,
          new PeerCertificates(clients, List.of(), List.of(), certificates.names()),
          reads,
          validity);
    }

    Peer peer() {
      return new Peer(
          new PeerId(region.toLowerCase(Locale.ROOT) + ".example"),
          PeerKind.BACKEND,
          Optional.of(new Region(region)),
          cluster,
          "keyferry",
          phase,
          Set.of(new Region(region)),
          List.of(),
          List.of(),
          certificates,
          List.of(),
          Optional.empty(),
          OriginProof.REQUIRED,
          reads,
          validity);
    }
  }
}

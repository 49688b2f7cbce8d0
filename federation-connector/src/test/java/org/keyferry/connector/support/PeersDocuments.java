package org.keyferry.connector.support;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.keyferry.event.v1.SignedPeersDocument;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.CertificatePin;
import org.keyferry.wire.peer.DocumentDigest;
import org.keyferry.wire.peer.DocumentKey;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.Home;
import org.keyferry.wire.peer.OriginProof;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerCertificates;
import org.keyferry.wire.peer.PeerId;
import org.keyferry.wire.peer.PeerKind;
import org.keyferry.wire.peer.PeerSigningKey;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.PeersSignature;
import org.keyferry.wire.peer.PeersWriting;
import org.keyferry.wire.peer.Phase;
import org.keyferry.wire.peer.PullEndpoint;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.ReplicationType;
import org.keyferry.wire.peer.Thumbprint;
import org.keyferry.wire.peer.Validity;
import org.keyferry.wire.topic.Topics;

/** Versions of a peers document, signed and published one after the other. */
public final class PeersDocuments {
  private final String brokers;
  private final PemSigner signer;
  private final Path publicKey;
  private long version;
  private Optional<DocumentDigest> previous = Optional.empty();

  public PeersDocuments(String brokers, Path directory) throws IOException {
    this.brokers = brokers;
    Path file = directory.resolve("document-key.pem");
    SigningKeys.writePrivate(file, SigningKeys.generate().getPrivate());
    signer = PemSigner.read(new SigningKeyId("peers", "test"), file);
    publicKey = directory.resolve("document-public.pem");
    SigningKeys.writePublic(publicKey, signer.publicKey());
  }

  /** The key that is trusted first. */
  public Path publicKey() {
    return publicKey;
  }

  /** A backend with a feed to all. */
  public static Peer backend(Region region, TestPeer server, SignedBatches batches) {
    var pins = List.of(CertificatePin.of(Thumbprint.of(server.certificate())));
    return new Peer(
        new PeerId(region.code()),
        PeerKind.BACKEND,
        Optional.of(region),
        Optional.empty(),
        "keyferry",
        Phase.TWO,
        Set.of(region),
        List.of(
            new PullEndpoint(
                PullFormat.FEED, server.url(), Optional.of(ReplicationType.ALL_TO_ALL))),
        List.of(),
        new PeerCertificates(List.of(), pins, List.of(), Set.of()),
        List.of(
            new PeerSigningKey(
                new SigningKeyId(batches.id(), "v1"), batches.publicKey(), Validity.ALWAYS)),
        Optional.empty(),
        OriginProof.REQUIRED,
        Set.of(),
        Validity.ALWAYS);
  }

  /** Publishes the next version. */
  public void publish(List<Peer> peers)
      throws IOException, ExecutionException, InterruptedException {
    var federation =
        new Federation(
            new Home(new Region("NL"), Optional.empty(), "keyferry"),
            List.of(new DocumentKey(signer.publicKey())),
            List.of(),
            List.of(),
            peers,
            Set.of());
    Instant now = Instant.now();
    var document =
        new PeersDocument(++version, now, now.plus(Duration.ofDays(30)), previous, federation);
    byte[] json = PeersWriting.document(document);
    previous = Optional.of(DocumentDigest.of(json));
    byte[] value =
        SignedPeersDocument.newBuilder()
            .setJws(PeersSignature.sign(json, signer))
            .build()
            .toByteArray();
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", brokers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.PEERS_DOCUMENTS.name(), new byte[0], value)).get();
    }
  }
}

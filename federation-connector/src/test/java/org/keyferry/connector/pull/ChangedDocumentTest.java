package org.keyferry.connector.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.connector.support.Certificates;
import org.keyferry.connector.support.FeedPeer;
import org.keyferry.connector.support.PeersDocuments;
import org.keyferry.connector.support.SignedBatches;
import org.keyferry.connector.support.TestPeer;
import org.keyferry.connector.trust.ConnectionTrust.ClientCertificate;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.DocumentKey;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.Home;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.ReplicationType;

/** What another version of the peers document does to a feed that is being read. */
@Tag("N16")
class ChangedDocumentTest {
  private static final Duration A_WHILE = Duration.ofMillis(500);
  private static final PollTimes AN_HOUR =
      new PollTimes(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ZERO);
  private static final DocumentKey DOCUMENT_KEY =
      new DocumentKey((ECPublicKey) SigningKeys.generate().getPublic());

  @TempDir private Path directory;
  private final SignedBatches signer = new SignedBatches("206", Reading.OTHER, 5);
  private final SignedBatches nextSigner = new SignedBatches("206", Reading.OTHER, 6);
  private final SignedBatches stranger = new SignedBatches("276", new Region("DE"), 7);
  private Reading reading;
  private TestPeer server;
  private TestPeer otherServer;
  private FeedPeer feed;

  @BeforeEach
  void start() throws Exception {
    reading = new Reading(directory).withTimes(AN_HOUR);
    server = TestPeer.start(reading.certificates);
    otherServer = TestPeer.start(reading.certificates);
    feed = new FeedPeer(server, "a2a", "a2a");
    feed.add(signer.file(0, signer.keys(3)));
  }

  @AfterEach
  void stop() {
    reading.close();
    server.close();
    otherServer.close();
  }

  private Peer peer(SignedBatches signedBy) {
    return PeersDocuments.backend(Reading.OTHER, server, signedBy);
  }

  private PullSource source(Peer peer, Peer... others) {
    var peers = new ArrayList<>(List.of(others));
    peers.add(peer);
    var federation =
        new Federation(
            new Home(Reading.HOME, Optional.empty(), "keyferry"),
            List.of(DOCUMENT_KEY),
            List.of(),
            List.of(),
            peers,
            Set.of());
    return new PullSource(
        peer.id().value(),
        peer.region(),
        peer.origins(),
        PullFormat.FEED,
        server.url(),
        ReplicationType.ALL_TO_ALL,
        1,
        new SourceTrust(
            Optional.of(new ClientCertificate(reading.clientKey, Certificates.PASSWORD)),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            true,
            Optional.of(new SourceTrust.ByDocument(peer, federation))));
  }

  private Peer another() {
    return PeersDocuments.backend(new Region("DE"), otherServer, stranger);
  }

  /** Reads all there is, and is to ask again in an hour. */
  private PullCycle readAll(PullSource source) {
    PullCycle cycle = reading.start(source, PullPosition.START);
    await().atMost(Reading.LONG_ENOUGH).until(() -> server.requests().size() == 2);
    return cycle;
  }

  @Test
  void peerIsNotAskedForAChangeOfAnotherOne() {
    PullCycle cycle = readAll(source(peer(signer)));

    cycle.follow(source(peer(signer), another()));

    await().during(A_WHILE).atMost(Reading.LONG_ENOUGH).until(() -> server.requests().size() == 2);
    assertThat(cycle.source()).isEqualTo(source(peer(signer), another()));
  }

  @Test
  void peerIsAskedAtOnceForAChangeOfItself() {
    PullCycle cycle = readAll(source(peer(signer)));

    cycle.follow(source(peer(nextSigner)));

    await().atMost(Reading.LONG_ENOUGH).until(() -> server.requests().size() == 3);
  }

  @Test
  void peerThatDidNotAnswerIsAskedAtOnceForAnyChange() {
    server.on("/v1/a2a/keys", exchange -> exchange.sendResponseHeaders(500, -1));
    PullCycle cycle = reading.start(source(peer(signer)), PullPosition.START);
    await().atMost(Reading.LONG_ENOUGH).until(() -> cycle.counts().failedPolls() == 1);

    cycle.follow(source(peer(signer), another()));

    await().atMost(Reading.LONG_ENOUGH).until(() -> cycle.counts().failedPolls() == 2);
  }
}

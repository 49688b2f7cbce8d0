package org.keyferry.federation.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.federation.gateway.access.Judgement;
import org.keyferry.federation.gateway.access.RefusalReason;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.Cluster;
import org.keyferry.wire.peer.ClusterId;
import org.keyferry.wire.peer.ClusterKind;
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
import org.keyferry.wire.peer.Phase;
import org.keyferry.wire.peer.ReplicationType;
import org.keyferry.wire.peer.Thumbprint;
import org.keyferry.wire.peer.Validity;

/** Which feeds a peer may read. */
class FeedAccessTest {
  private static final Instant NOW = Instant.parse("2026-11-26T03:00:00Z");
  private static final ClusterId OURS = new ClusterId("EU");
  private static final DocumentKey KEY =
      new DocumentKey((java.security.interfaces.ECPublicKey) SigningKeys.generate().getPublic());

  private static Optional<RefusalReason> refusal(Peer peer, Cluster ours, String address) {
    var document =
        new PeersDocument(
            1,
            NOW.minusSeconds(1),
            NOW.plusSeconds(86_400),
            Optional.empty(),
            new Federation(
                new Home(new Region("NL"), Optional.of(OURS), "keyferry"),
                List.of(KEY),
                List.of(),
                List.of(ours),
                List.of(peer),
                Set.of()));
    var who = new Judgement.Admitted(peer, document, new Thumbprint("0".repeat(64)));
    var feedId = Optional.of(address.equals("a2a") ? "all" : "to-" + address);
    return FeedAccess.refusal(who, FeedAddress.of(address).orElseThrow(), feedId, NOW);
  }

  private static Peer belgium(
      Optional<ClusterId> cluster, Phase phase, Set<FeedName> reads, Validity validity) {
    return new Peer(
        new PeerId("be.example"),
        PeerKind.BACKEND,
        Optional.of(new Region("BE")),
        cluster,
        "keyferry",
        phase,
        Set.of(new Region("BE")),
        List.of(),
        List.of(),
        PeerCertificates.NONE,
        List.of(),
        Optional.empty(),
        OriginProof.REQUIRED,
        reads,
        validity);
  }

  private static Cluster cluster(ReplicationType inside) {
    return new Cluster(
        OURS, ClusterKind.PUBLIC, Optional.empty(), Optional.empty(), Optional.of(inside));
  }

  @ParameterizedTest
  @Tag("V51")
  @Tag("V11")
  @CsvSource({
    // in our cluster, which replicates, phase, address, refusal
    "true,  ALL_TO_ALL, TWO,  BE,  ",
    "true,  ALL_TO_ALL, TWO,  a2a, ",
    "true,  ALL_TO_ALL, TWO,  DE,  OTHER_FEED",
    "true,  ALL_TO_ALL, TWO,  NL,  OTHER_FEED",
    "true,  ALL_TO_ALL, ONE,  BE,  ",
    "true,  ALL_TO_ALL, ONE,  a2a, ",
    "true,  ALL_TO_ALL, NONE, BE,  PHASE",
    "true,  ALL_TO_ALL, NONE, a2a, PHASE",
    "true,  PARTIAL,    TWO,  BE,  ",
    "true,  PARTIAL,    TWO,  a2a, OTHER_FEED",
    "false, ALL_TO_ALL, TWO,  BE,  ",
    "false, ALL_TO_ALL, TWO,  a2a, OTHER_FEED",
    "false, ALL_TO_ALL, NONE, BE,  PHASE",
    "false, PARTIAL,    ONE,  a2a, OTHER_FEED"
  })
  void peerReadsItsOwnFeedAndThatToAllIfWeReplicateSo(
      boolean ours, ReplicationType inside, Phase phase, String address, RefusalReason refusal) {
    Optional<ClusterId> cluster = ours ? Optional.of(OURS) : Optional.empty();
    var peer = belgium(cluster, phase, Set.of(), Validity.ALWAYS);

    assertThat(refusal(peer, cluster(inside), address)).isEqualTo(Optional.ofNullable(refusal));
  }

  @ParameterizedTest
  @Tag("V51")
  @CsvSource({"a2a, ", "DE, ", "BE, OTHER_FEED", "FR, OTHER_FEED"})
  void feedsThatAreNamedTakeThePlaceOfTheUsualOnes(String address, RefusalReason refusal) {
    var peer =
        belgium(
            Optional.empty(),
            Phase.TWO,
            Set.of(new FeedName("all"), new FeedName("to-DE")),
            Validity.ALWAYS);

    assertThat(refusal(peer, cluster(ReplicationType.PARTIAL), address))
        .isEqualTo(Optional.ofNullable(refusal));
  }

  @ParameterizedTest
  @Tag("N12")
  @ValueSource(strings = {"BE", "a2a"})
  void peerForWhomNoFeedIsNamedReadsNone(String address) {
    var peer = belgium(Optional.of(OURS), Phase.TWO, Set.of(new FeedName("none")), Validity.ALWAYS);

    assertThat(refusal(peer, cluster(ReplicationType.ALL_TO_ALL), address))
        .contains(RefusalReason.OTHER_FEED);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-26T03:00:00Z, PHASE", "2026-11-26T03:00:01Z, "})
  void peerWhoseTimeIsOverReadsNothing(Instant thru, RefusalReason refusal) {
    var peer = belgium(Optional.of(OURS), Phase.TWO, Set.of(), Validity.until(thru));

    assertThat(refusal(peer, cluster(ReplicationType.ALL_TO_ALL), "BE"))
        .isEqualTo(Optional.ofNullable(refusal));
  }
}

package org.keyferry.processor.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.DocumentKey;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.Home;
import org.keyferry.wire.peer.OriginProof;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerCertificates;
import org.keyferry.wire.peer.PeerId;
import org.keyferry.wire.peer.PeerKind;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.Phase;
import org.keyferry.wire.peer.PullEndpoint;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.Validity;

/** Keys of {@code keys.federated} against the peers document of the moment. */
@Tag("V11")
class DocumentIntakeTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final DocumentKey DOCUMENT_KEY =
      new DocumentKey((ECPublicKey) SigningKeys.generate().getPublic());
  private static final Region BE = new Region("BE");
  private static final Region LU = new Region("LU");
  private static final Region DE = new Region("DE");
  private static final Set<Region> ORIGINS = Set.of(BE, LU);

  private final AtomicReference<Optional<PeersDocument>> current =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Runnable> unread = new AtomicReference<>(() -> {});
  private final AtomicInteger questions = new AtomicInteger();
  private final PeerIntake intake =
      new DocumentIntake(
          current::get,
          () -> {
            questions.incrementAndGet();
            unread.get().run();
          });

  private static Peer peer(PeerKind kind, Phase phase, boolean pulled, Validity validity) {
    var pull =
        new PullEndpoint(PullFormat.EFGS, URI.create("https://be.example/"), Optional.empty());
    return new Peer(
        new PeerId("be.example"),
        kind,
        kind == PeerKind.HUB ? Optional.empty() : Optional.of(BE),
        Optional.empty(),
        "keyferry",
        phase,
        ORIGINS,
        pulled ? List.of(pull) : List.of(),
        List.of(),
        PeerCertificates.NONE,
        List.of(),
        Optional.empty(),
        OriginProof.NONE,
        Set.of(),
        validity);
  }

  private void publish(Peer... peers) {
    var federation =
        new Federation(
            new Home(new Region("NL"), Optional.empty(), "keyferry"),
            List.of(DOCUMENT_KEY),
            List.of(),
            List.of(),
            List.of(peers),
            Set.of());
    current.set(
        Optional.of(
            new PeersDocument(
                1, NOW, NOW.plus(Duration.ofDays(30)), Optional.empty(), federation)));
  }

  private String code(Region origin) {
    return intake
        .refusal("be.example", origin, NOW)
        .map(refusal -> refusal.reason().code())
        .orElse("taken");
  }

  @ParameterizedTest(name = "{0} in phase {1}")
  @CsvSource({
    // kind, phase, tested at home, tested while roaming, of others
    "BACKEND, NONE, peer-not-allowed, peer-not-allowed, peer-not-allowed",
    "BACKEND, ONE, taken, origin-not-allowed, origin-not-allowed",
    "BACKEND, TWO, taken, taken, origin-not-allowed",
    "HUB, NONE, peer-not-allowed, peer-not-allowed, peer-not-allowed",
    "HUB, ONE, taken, taken, origin-not-allowed",
    "HUB, TWO, taken, taken, origin-not-allowed"
  })
  void phaseDecidesWhoseKeysAreTaken(
      PeerKind kind, Phase phase, String atHome, String roaming, String others) {
    publish(peer(kind, phase, true, Validity.ALWAYS));

    assertThat(List.of(code(BE), code(LU), code(DE))).containsExactly(atHome, roaming, others);
  }

  @Test
  void peerThatUploadsAndIsNotReadMayBringKeys() {
    publish(peer(PeerKind.BACKEND, Phase.TWO, false, Validity.ALWAYS));

    assertThat(code(BE)).isEqualTo("taken");
  }

  @Test
  void documentOfTheMomentHolds() {
    publish(peer(PeerKind.BACKEND, Phase.TWO, true, Validity.ALWAYS));
    assertThat(code(BE)).isEqualTo("taken");

    publish();
    assertThat(code(BE)).isEqualTo("peer-not-allowed");

    publish(peer(PeerKind.BACKEND, Phase.ONE, true, Validity.ALWAYS));
    assertThat(code(BE)).isEqualTo("taken");
    assertThat(code(LU)).isEqualTo("origin-not-allowed");
  }

  /** Who let it in had read the newer version. */
  @Test
  void keyOfAPeerWhoseDocumentIsNotReadYetIsTaken() {
    publish();
    unread.set(() -> publish(peer(PeerKind.BACKEND, Phase.TWO, true, Validity.ALWAYS)));

    assertThat(code(LU)).isEqualTo("taken");
  }

  @Test
  void junkOfOneMomentCostsOneQuestion() {
    publish();
    for (int junk = 0; junk < 100; junk++) {
      assertThat(code(BE)).isEqualTo("peer-not-allowed");
    }
    assertThat(intake.refusal("be.example", BE, NOW.plusMillis(1))).isPresent();

    assertThat(questions).hasValue(2);
  }

  @Test
  void whatIsTakenCostsNoQuestion() {
    publish(peer(PeerKind.BACKEND, Phase.TWO, true, Validity.ALWAYS));

    assertThat(code(BE)).isEqualTo("taken");
    assertThat(questions).hasValue(0);
  }

  @Test
  void whileNoDocumentHoldsNoPeerBringsKeys() {
    assertThat(intake.refusal("be.example", BE, NOW).orElseThrow().detail())
        .isEqualTo("expected a peers document that holds, got none");
  }

  @Test
  void peerWhoseTimeIsOverBringsNoKeys() {
    var over = new Validity(Optional.empty(), Optional.of(NOW));
    publish(peer(PeerKind.BACKEND, Phase.TWO, true, over));

    assertThat(code(BE)).isEqualTo("peer-not-allowed");
  }

  @Test
  void detailSaysWhichPhaseRefuses() {
    publish(peer(PeerKind.BACKEND, Phase.ONE, true, Validity.ALWAYS));

    assertThat(intake.refusal("be.example", LU, NOW).orElseThrow().detail())
        .isEqualTo("expected an origin that peer be.example may state in phase I, got LU");
  }

  @Test
  void nameOfAStrangerIsToldToNobody() {
    publish();

    assertThat(intake.refusal("whatever-a-record-says", BE, NOW).orElseThrow().detail())
        .isEqualTo("expected a peer of the peers document, got another");
  }
}

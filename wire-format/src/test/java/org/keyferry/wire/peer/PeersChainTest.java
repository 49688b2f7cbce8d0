package org.keyferry.wire.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.keyferry.wire.peer.SamplePeers.KEY;
import static org.keyferry.wire.peer.SamplePeers.NOW;
import static org.keyferry.wire.peer.SamplePeers.URLS;
import static org.keyferry.wire.peer.SamplePeers.by;
import static org.keyferry.wire.peer.SamplePeers.document;
import static org.keyferry.wire.peer.SamplePeers.federation;
import static org.keyferry.wire.peer.SamplePeers.key;
import static org.keyferry.wire.peer.SamplePeers.signed;

import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.key.Region;

@Tag("V21")
class PeersChainTest {
  private static final PeersChain EMPTY = PeersChain.from(PeersTrust.of(URLS, key(KEY)));
  private static final KeyPair NEXT_KEY = SigningKeys.generate();

  private final PeersDocument first = document(1, Optional.empty(), federation());
  private final PeersDocument second = document(2, digest(first), federation());

  @Test
  void eachVersionFollowsTheOneBefore() throws PeersRefused {
    PeersChain chain = EMPTY.next(signed(first, KEY), NOW).next(signed(second, KEY), NOW);

    assertThat(chain.last().orElseThrow().document()).isEqualTo(second);
    assertThat(chain.version()).isEqualTo(2);
  }

  @Test
  void sameVersionSignedAgainIsNothingNew() throws PeersRefused {
    PeersChain chain = EMPTY.next(signed(first, KEY), NOW);

    assertThat(chain.next(signed(first, KEY), NOW.plus(Duration.ofDays(900)))).isSameAs(chain);
  }

  @Tag("V23")
  @Test
  void rolledBackVersionIsRefused() throws PeersRefused {
    PeersChain chain = EMPTY.next(signed(first, KEY), NOW).next(signed(second, KEY), NOW);

    assertRefused(
        chain,
        signed(first, KEY),
        PeersRefusal.ROLLED_BACK,
        "version in the peers document: expected version 3, got 1");
  }

  @Tag("V23")
  @Test
  void otherDocumentOfTheSameVersionIsAFork() throws PeersRefused {
    PeersChain chain = EMPTY.next(signed(first, KEY), NOW);
    var other = document(1, Optional.empty(), by(federation(), KEY, NEXT_KEY));

    assertRefused(
        chain, signed(other, KEY), PeersRefusal.FORKED, "digest of version 1 in the peers");
  }

  @Tag("V23")
  @Test
  void versionThatFollowsAnotherIsAFork() throws PeersRefused {
    PeersChain chain = EMPTY.next(signed(first, KEY), NOW);
    var other = document(2, Optional.of(DocumentDigest.of("x".getBytes(UTF_8))), federation());

    assertRefused(chain, signed(other, KEY), PeersRefusal.FORKED, "previous in the peers document");
    var none = document(2, Optional.empty(), federation());
    assertRefused(chain, signed(none, KEY), PeersRefusal.FORKED, "previous in the peers document");
  }

  @Test
  void gapIsRefused() throws PeersRefused {
    var third = document(3, digest(second), federation());

    assertRefused(
        EMPTY.next(signed(first, KEY), NOW),
        signed(third, KEY),
        PeersRefusal.SKIPPED,
        "version in the peers document: expected version 2, got 3");
    assertRefused(EMPTY, signed(second, KEY), PeersRefusal.SKIPPED, "version in the peers");
  }

  @Test
  void expiredDocumentIsRefusedAndThatOfTheFutureToo() {
    assertRefused(
        EMPTY, signed(first, KEY), PeersRefusal.EXPIRED, "expiresAt", Duration.ofDays(365));
    assertRefused(
        EMPTY, signed(first, KEY), PeersRefusal.NOT_YET_ISSUED, "issuedAt", Duration.ofMinutes(-6));
  }

  @Test
  void keyFollowsAnotherByOverlap() throws PeersRefused {
    var both = document(1, Optional.empty(), by(federation(), KEY, NEXT_KEY));
    var nextAlone = document(2, digest(both), by(federation(), NEXT_KEY));
    var third = document(3, digest(nextAlone), by(federation(), NEXT_KEY));
    PeersChain chain = EMPTY.next(signed(both, KEY), NOW).next(signed(nextAlone, KEY), NOW);

    assertThat(chain.next(signed(third, NEXT_KEY), NOW).version()).isEqualTo(3);
    assertRefused(
        chain,
        signed(third, KEY),
        PeersRefusal.STRANGER,
        "kid in the peers document: expected a key that version 2 names");
    assertRefused(chain, signed(both, KEY), PeersRefusal.ROLLED_BACK, "version in");
  }

  @Test
  void keyThatTheDocumentItselfNamesMayNotSignIt() {
    var own = document(1, Optional.empty(), by(federation(), NEXT_KEY));

    assertRefused(EMPTY, signed(own, NEXT_KEY), PeersRefusal.STRANGER, "kid in");
  }

  @Test
  void chainBeginsAnewAtTheVersionOfTheSettings() throws PeersRefused {
    var anew = new PeersTrust(List.of(key(NEXT_KEY)), 7, Optional.of(new Region("NL")), URLS);
    var seventh = document(7, Optional.empty(), by(federation(), NEXT_KEY));
    PeersChain chain = PeersChain.from(anew);

    assertThat(chain.next(signed(seventh, NEXT_KEY), NOW).version()).isEqualTo(7);
    var sixth = document(6, digest(first), by(federation(), NEXT_KEY));
    assertRefused(chain, signed(sixth, NEXT_KEY), PeersRefusal.ROLLED_BACK, "version in");
    assertRefused(chain, signed(first, KEY), PeersRefusal.STRANGER, "kid in");
  }

  @Tag("V41")
  @Test
  void documentOfAnotherRegionIsRefused() {
    var trust = new PeersTrust(List.of(key(KEY)), 1, Optional.of(new Region("PT")), URLS);

    assertRefused(
        PeersChain.from(trust),
        signed(first, KEY),
        PeersRefusal.OTHER_HOME,
        "home.region in the peers document: expected PT, got NL");
  }

  @Test
  void wrongContentUsesUpItsNumberAndLeavesTheOneBefore() throws PeersRefused {
    String wrong =
        new String(PeersWriting.document(second), UTF_8).replace("\"phase\":\"none\"", "\"x\":1");
    PeersChain chain =
        EMPTY.next(signed(first, KEY), NOW).next(signed(wrong.getBytes(UTF_8), KEY), NOW);
    var third = document(3, Optional.of(DocumentDigest.of(wrong.getBytes(UTF_8))), federation());

    assertThat(chain.version()).isEqualTo(2);
    assertThat(chain.last().orElseThrow().document()).isEqualTo(first);
    assertThat(chain.refusal().orElseThrow().reason()).isEqualTo(PeersRefusal.INVALID);
    assertThat(chain.refusal().orElseThrow()).hasMessageStartingWith("peers[2].x in the peers");
    PeersChain after = chain.next(signed(third, KEY), NOW);
    assertThat(after.last().orElseThrow().document()).isEqualTo(third);
    assertThat(after.refusal()).isEmpty();
    assertRefused(chain, signed(second, KEY), PeersRefusal.FORKED, "digest of version 2");
  }

  @Test
  void buildsThatThinkOtherwiseOfTheContentComeToTheSameChain() throws PeersRefused {
    var trust = PeersTrust.of(new PeerUrl(true), key(KEY));
    String local =
        new String(PeersWriting.document(first), UTF_8)
            .replace("https://interop.example/", "https://localhost/");
    var next = document(2, Optional.of(DocumentDigest.of(local.getBytes(UTF_8))), federation());
    String jws = signed(local.getBytes(UTF_8), KEY);
    PeersChain lenient = PeersChain.from(trust).next(jws, NOW);
    PeersChain strict = EMPTY.next(jws, NOW);

    assertThat(lenient.last()).isPresent();
    assertThat(strict.last()).isEmpty();
    assertThat(strict.digest()).isEqualTo(lenient.digest());
    assertThat(strict.next(signed(next, KEY), NOW).last())
        .isEqualTo(lenient.next(signed(next, KEY), NOW).last());
  }

  @Test
  void signedNonsenseIsRefusedWithItsPlace() {
    assertRefused(
        EMPTY,
        signed("{}".getBytes(UTF_8), KEY),
        PeersRefusal.INVALID,
        "home in the peers document: expected an object");
  }

  private static Optional<DocumentDigest> digest(PeersDocument document) {
    return Optional.of(DocumentDigest.of(PeersWriting.document(document)));
  }

  private static void assertRefused(
      PeersChain chain, String jws, PeersRefusal reason, String message) {
    assertRefused(chain, jws, reason, message, Duration.ZERO);
  }

  private static void assertRefused(
      PeersChain chain, String jws, PeersRefusal reason, String message, Duration later) {
    var refused = catchThrowableOfType(PeersRefused.class, () -> chain.next(jws, NOW.plus(later)));

    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused).hasMessageStartingWith(message);
  }
}

package org.keyferry.client.region;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.client.PollResult;
import org.keyferry.client.ReferenceClient;
import org.keyferry.client.fetch.DirectTransport;
import org.keyferry.client.state.MemoryStates;
import org.keyferry.client.testing.Keys;
import org.keyferry.client.testing.Received;
import org.keyferry.client.testing.TestBackend;
import org.keyferry.client.testing.TestClock;
import org.keyferry.client.testing.TestOrigin;
import org.keyferry.client.testing.TestSigner;
import org.keyferry.client.trust.Attack;
import org.keyferry.client.trust.AttackDetected;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.document.SignedDocument;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.Region;

/** A phone that knows two mirrors and a key, and nothing else. */
class DiscoveryTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final Region BE = new Region("BE");
  private static final String PATH = "/meta/authorities.jws";

  @TempDir private Path scratch;

  private final TestOrigin backendsOrigin = new TestOrigin();
  private final TestOrigin firstMirror = new TestOrigin();
  private final TestOrigin secondMirror = new TestOrigin();
  private final DirectTransport transport = new DirectTransport();
  private final TestClock clock = new TestClock(NOW);
  private final MemoryStates states = new MemoryStates();
  private final TestSigner signer = TestSigner.create("world");
  private TestBackend backend;
  private Discovery discovery;

  @BeforeEach
  void begin() throws Exception {
    backend = new TestBackend("BE", backendsOrigin, scratch);
    discovery =
        new Discovery(
            List.of(firstMirror.base().resolve(PATH), secondMirror.base().resolve(PATH)),
            signer.known(),
            transport,
            states,
            clock);
    show(firstMirror, 1, Optional.empty(), signer);
    show(secondMirror, 1, Optional.empty(), signer);
  }

  @AfterEach
  void end() {
    transport.close();
    backendsOrigin.close();
    firstMirror.close();
    secondMirror.close();
  }

  private byte[] document(long sequence, Optional<String> previous, URI base) {
    var key =
        new ECKey.Builder(Curve.P_256, backend.signer().publicKey())
            .keyID(backend.signer().keyId().toString())
            .build();
    return """
    {"version":%d,"sequence":%d,%s"issued_at":"2026-11-25T09:00:00Z","expires_at":"2026-12-25T09:00:00Z",
    "authorities":{
    "BE":{"cluster":"EU","base_url":"%s","formats":["edi1"],"keys":%s,"expires_at":"2027-01-01T00:00:00Z"},
    "FR":{"cluster":"EU","base_url":"%s","formats":["edi1"],"keys":%s,"expires_at":"2026-11-24T00:00:00Z"}}}
    """
        .formatted(
            sequence,
            sequence,
            previous.map(hash -> "\"previous\":\"" + hash + "\",").orElse(""),
            base,
            new JWKSet(key),
            base,
            new JWKSet(key))
        .getBytes(UTF_8);
  }

  private byte[] show(TestOrigin mirror, long sequence, Optional<String> previous, TestSigner by)
      throws Exception {
    byte[] json = document(sequence, previous, backend.address().base());
    put(mirror, json, by);
    return json;
  }

  private static void put(TestOrigin mirror, byte[] json, TestSigner by) throws Exception {
    mirror.put(PATH, SignedDocument.sign(json, DocumentType.AUTHORITIES, by).getBytes(US_ASCII));
  }

  private static Attack attack(Map<URI, Exception> wrong, TestOrigin mirror) {
    return ((AttackDetected) wrong.get(mirror.base().resolve(PATH))).attack();
  }

  @Test
  @Tag("D03")
  void anUnknownTravelRegionIsFoundFromCold() throws Exception {
    var keys = Keys.some(5, NOW, new Random(11));
    backend.publish(new BatchWindow(NOW.minus(Duration.ofHours(2)), NOW), keys);
    backend.issue(NOW);
    var received = new Received();
    var regions =
        new FollowedRegions(Set.of(), List.of(new Visit(BE, NOW.minusSeconds(60), Instant.MAX)));

    assertThat(discovery.refresh()).isEmpty();
    var results =
        new ReferenceClient(transport, states, clock, new Random(12))
            .poll(regions, discovery::find, received);

    assertThat(results.get(BE)).isInstanceOf(PollResult.Polled.class);
    assertThat(received.keys()).isEqualTo(keys);
    // The mirrors were asked for everything, never for a region.
    assertThat(firstMirror.requests()).hasSize(1);
    assertThat(firstMirror.requests().getFirst().path()).isEqualTo(PATH);
  }

  @Test
  @Tag("D48")
  void anUnknownRegionIsNoError() throws Exception {
    discovery.refresh();
    var nowhere = new FollowedRegions(Set.of(new Region("XX")), List.of());

    var results =
        new ReferenceClient(transport, states, clock, new Random(13))
            .poll(nowhere, discovery::find, new Received());

    assertThat(results.values()).containsExactly(new PollResult.UnknownRegion());
  }

  @Test
  @Tag("D48")
  void anEntryThatHasExpiredIsUnknown() throws Exception {
    discovery.refresh();
    assertThat(discovery.find(new Region("FR"))).isEmpty();
  }

  @Test
  @Tag("D49")
  void aForgedMirrorIsDetectedAndTheOtherOneUsed() throws Exception {
    put(
        firstMirror,
        document(9, Optional.empty(), URI.create("https://evil.example/BE")),
        TestSigner.create("world"));

    var wrong = discovery.refresh();

    assertThat(wrong).hasSize(1);
    assertThat(attack(wrong, firstMirror)).isEqualTo(Attack.FORGED_SIGNATURE);
    assertThat(discovery.find(BE).orElseThrow().base()).isEqualTo(backend.address().base());
  }

  @Test
  @Tag("D49")
  void aMirrorThatShowsAnOlderVersionIsDetected() throws Exception {
    byte[] first = show(secondMirror, 1, Optional.empty(), signer);
    show(firstMirror, 2, Optional.of(ContentHash.of(first).text()), signer);
    show(secondMirror, 2, Optional.of(ContentHash.of(first).text()), signer);
    assertThat(discovery.refresh()).isEmpty();
    put(secondMirror, first, signer);

    var wrong = discovery.refresh();

    assertThat(attack(wrong, secondMirror)).isEqualTo(Attack.ROLLBACK);
  }

  @Test
  @Tag("D49")
  void twoVersionsOfOneNumberAreDetected() throws Exception {
    put(
        secondMirror,
        document(1, Optional.empty(), URI.create("https://elsewhere.example/BE")),
        signer);

    assertThat(attack(discovery.refresh(), secondMirror)).isEqualTo(Attack.FORK);
  }

  private Discovery afterARestart() {
    return new Discovery(
        List.of(firstMirror.base().resolve(PATH)), signer.known(), transport, states, clock);
  }

  @Test
  void whatWasBelievedIsFoundAfterARestartWhileAllMirrorsAreAway() throws Exception {
    discovery.refresh();
    firstMirror.remove(PATH);
    var again = afterARestart();

    assertThat(again.refresh()).hasSize(1);
    assertThat(again.find(BE).orElseThrow().base()).isEqualTo(backend.address().base());
  }

  @Test
  void whatWasBelievedIsForgottenWhenItExpires() throws Exception {
    discovery.refresh();
    firstMirror.remove(PATH);
    secondMirror.remove(PATH);
    clock.advance(Duration.ofDays(31));

    discovery.refresh();

    assertThat(discovery.find(BE)).isEmpty();
  }

  @Test
  void whatWasBelievedIsNotFoundByOneWhoTrustsAnotherKey() throws Exception {
    discovery.refresh();
    firstMirror.remove(PATH);
    var other =
        new Discovery(
            List.of(firstMirror.base().resolve(PATH)),
            TestSigner.create("world").known(),
            transport,
            states,
            clock);

    other.refresh();

    assertThat(other.find(BE)).isEmpty();
  }

  @Test
  void oneMirrorThatIsAwayHurtsNobody() throws Exception {
    firstMirror.remove(PATH);

    assertThat(discovery.refresh()).hasSize(1);
    assertThat(discovery.find(BE)).isPresent();
  }
}

package org.keyferry.connector.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.connector.fetch.AddressRule;
import org.keyferry.connector.fetch.FetchFailed;
import org.keyferry.connector.fetch.FetchLimits;
import org.keyferry.connector.fetch.PeerClient;
import org.keyferry.connector.fetch.PeerClients;
import org.keyferry.connector.screen.BatchFacts;
import org.keyferry.connector.screen.BatchRefused;
import org.keyferry.connector.screen.ExportBatch;
import org.keyferry.connector.support.Certificates;
import org.keyferry.connector.support.SignedBatches;
import org.keyferry.connector.support.TestPeer;
import org.keyferry.connector.trust.ConnectionTrust.ClientCertificate;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.key.Region;

/** A peer that publishes its keys over TLS. */
@Tag("V45")
class JwksKeysTest {
  private static final Region BE = new Region("BE");
  private static final String PATH = "/jwks.json";

  @TempDir Path directory;
  private final SignedBatches first = new SignedBatches("206", BE, 61);
  private final SignedBatches second = new SignedBatches("207", BE, 62);
  private Instant now = Instant.parse("2026-11-26T12:00:00Z");
  private PeerClients clients;
  private TestPeer peer;
  private JwksKeys keys;

  @BeforeEach
  void start() throws Exception {
    var certificates = new Certificates();
    peer = TestPeer.start(certificates);
    clients =
        new PeerClients(
            new AddressRule(true),
            new FetchLimits(
                Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(20), 0, 1 << 20));
    PeerClient client =
        clients.client(
            ConnectionTrust.of(
                Optional.of(certificates.writeRoot(directory.resolve("root.pem"))),
                Optional.of(
                    new ClientCertificate(
                        certificates.writeKey(directory.resolve("key.p12"), "NL"),
                        Certificates.PASSWORD))));
    URI url = peer.url().resolve(PATH.substring(1));
    keys = new JwksKeys(url, () -> client, () -> now);
  }

  @AfterEach
  void stop() {
    clients.close();
    peer.close();
  }

  private void publish(JWK... set) {
    peer.serve(PATH, new JWKSet(Arrays.asList(set)).toString());
  }

  private static JWK jwk(SignedBatches signer) {
    return jwk(signer.id() + "-v1", signer.publicKey());
  }

  private static JWK jwk(String name, ECPublicKey key) {
    return new ECKey.Builder(Curve.P_256, key).keyID(name).build();
  }

  private BatchFacts read(SignedBatches signer) throws Exception {
    byte[] file = signer.file(0, signer.keys(3));
    return new ExportBatch(BE, Set.of(BE), List.of(), keys, ReportType.CONFIRMED_TEST)
        .read(new ByteArrayInputStream(file), "file", key -> {});
  }

  @Test
  void filesAreVerifiedByKeysOfTheSet() throws Exception {
    publish(jwk(first));

    assertThat(read(first).originProven()).isTrue();
    assertThatThrownBy(() -> read(second)).isInstanceOf(BatchRefused.class);
  }

  @Test
  void othersInTheSetAreNoneOfOurs() throws Exception {
    publish(
        jwk(first),
        jwk("without", second.publicKey()),
        new ECKeyGenerator(Curve.P_384).keyID("206-v2").generate().toPublicJWK(),
        new OctetSequenceKeyGenerator(256).keyID("206-v3").generate(),
        new ECKey.Builder(Curve.P_256, second.publicKey()).build());

    assertThat(keys.known()).containsOnlyKeys(new SigningKeyId("206", "v1"));
  }

  @Test
  @Tag("V21")
  void aNewKeyIsKnownWithinAMinuteAndTheOldOneAsLongAsItIsThere() throws Exception {
    publish(jwk(first));
    read(first);
    publish(jwk(first), jwk(second));
    assertThat(keys.askAgain()).as("not before a minute is over").isFalse();
    now = now.plusSeconds(61);
    assertThat(keys.askAgain()).isTrue();
    assertThat(read(first).originProven()).isTrue();
    assertThat(read(second).originProven()).isTrue();

    publish(jwk(second));
    now = now.plus(Duration.ofMinutes(61));

    assertThat(read(second).originProven()).isTrue();
    assertThatThrownBy(() -> read(first)).isInstanceOf(BatchRefused.class);
  }

  @Test
  void theSetIsKeptForAnHour() throws Exception {
    publish(jwk(first));
    keys.known();
    now = now.plus(Duration.ofMinutes(59));
    keys.known();
    assertThat(peer.requests()).hasSize(1);

    now = now.plus(Duration.ofMinutes(2));
    keys.known();

    assertThat(peer.requests()).hasSize(2);
  }

  @Test
  void withoutASetNothingIsJudgedUntilItIsThere() throws Exception {
    assertThatThrownBy(() -> read(first))
        .isInstanceOf(FetchFailed.class)
        .hasMessageContaining("expected 200 with a JWK set, got 404");

    publish(jwk(first));

    assertThat(read(first).originProven()).isTrue();
  }

  @Test
  void whatIsNoSetIsRefusedWithoutRepeatingIt() {
    peer.serve(PATH, "{\"keys\": \"s3cret\"}");

    assertThatThrownBy(() -> keys.known())
        .isInstanceOf(FetchFailed.class)
        .hasMessageContaining("expected a JWK set, got something else")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aSetThatIsTooLargeIsRefused() {
    peer.serve(PATH, new byte[300 * 1024], Map.of());

    assertThatThrownBy(() -> keys.known())
        .isInstanceOf(FetchFailed.class)
        .hasMessageContaining("at most 262144 bytes");
  }
}

package org.keyferry.exporter.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.SigningTermChange;
import org.keyferry.exporter.settings.SigningKey;
import org.keyferry.wire.export.KeySigner;
import org.keyferry.wire.export.SigningFailed;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.feed.BatchWindow;

class SignersTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir Path directory;
  private Path privateKey;
  private ECPublicKey publicKey;

  @BeforeEach
  void makeKey() throws Exception {
    var pair = SigningKeys.generate();
    privateKey = directory.resolve("private.pem");
    SigningKeys.writePrivate(privateKey, pair.getPrivate());
    SigningKeys.writePublic(directory.resolve("public.pem"), pair.getPublic());
    publicKey = (ECPublicKey) pair.getPublic();
  }

  private SigningTerm term(String version, Instant from, Instant thru) {
    var key = new SigningKey("204", version, null, from, thru, null, privateKey, null, null, null);
    return new SignerOpening(Clock.systemUTC()).open(key);
  }

  private static List<String> versions(Signers signers, Instant windowEnd) throws Exception {
    var window = new BatchWindow(windowEnd.minusSeconds(7200), windowEnd);
    return signers.of(window).stream().map(KeySigner::keyId).map(SigningKeyId::version).toList();
  }

  @Test
  void keySignsFromItsFirstWindowAndEndsBeforeItsLast() throws Exception {
    var signers =
        new Signers(
            List.of(term("v2", NOON, null), term("v1", null, NOON.plus(Duration.ofHours(4)))));
    assertThat(versions(signers, NOON.minusSeconds(1))).containsExactly("v1");
    assertThat(versions(signers, NOON)).containsExactly("v2", "v1");
    assertThat(versions(signers, NOON.plusSeconds(4 * 3600 - 1))).containsExactly("v2", "v1");
    assertThat(versions(signers, NOON.plusSeconds(4 * 3600))).containsExactly("v2");
  }

  @Test
  void batchThatNoKeySignsWaitsAndSaysWhy() {
    var signers = new Signers(List.of(term("v1", NOON, null)));
    assertThatThrownBy(() -> versions(signers, NOON.minusSeconds(1)))
        .isInstanceOf(SigningFailed.class)
        .hasMessageContaining("from and thru cover the end of window");
  }

  @Test
  void whatWasDecidedGoesBeforeTheSettings() throws Exception {
    var configured = new Signers(List.of(term("v2", NOON, null), term("v1", null, null)));
    var v1 = new SigningKeyId("204", "v1");
    var retired = SigningTermChange.newBuilder().setThruSeconds(NOON.getEpochSecond()).build();
    var other = new SigningKeyId("204", "v9");

    var signers = new CurrentSigners(configured, () -> Map.of(v1, retired, other, retired)).now();

    assertThat(versions(signers, NOON.minusSeconds(1))).containsExactly("v1");
    assertThat(versions(signers, NOON)).containsExactly("v2");
    assertThat(signers.publicKeys()).containsOnlyKeys(v1, new SigningKeyId("204", "v2"));
  }

  @Test
  void theKeyThatCameNextSignsTheWindowsOfARevokedOne() throws Exception {
    var later = NOON.plus(Duration.ofDays(1));
    var configured =
        new Signers(
            List.of(term("v3", later, null), term("v2", NOON, null), term("v1", null, null)));
    var revoked = SigningTermChange.newBuilder().setRevoked(true).build();

    var signers =
        new CurrentSigners(configured, () -> Map.of(new SigningKeyId("204", "v1"), revoked)).now();

    assertThat(versions(signers, NOON.minusSeconds(1))).containsExactly("v2");
    assertThat(versions(signers, later)).containsExactly("v3", "v2");
    assertThat(signers.publicKeys()).doesNotContainKey(new SigningKeyId("204", "v1"));
  }

  @Test
  void keyThatHasEndedIsKnownAndSignsNothing() {
    var key =
        new SigningKey(
            "204", "v1", directory.resolve("public.pem"), null, NOON, null, null, null, null, null);
    var ended = new SignerOpening(Clock.systemUTC()).open(key);
    assertThat(ended.signer()).isEqualTo(Optional.empty());
    assertThat(new Signers(List.of(ended)).publicKeys())
        .containsEntry(new SigningKeyId("204", "v1"), publicKey);
  }
}

package org.keyferry.submission.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.submission.TestAuthority;
import org.keyferry.wire.settings.InvalidSetting;

class HealthAuthoritiesTest {
  @TempDir private Path directory;

  private static HealthAuthoritySettings settings(String id, Path publicKey) {
    return new HealthAuthoritySettings(
        id,
        "issuer",
        "audience",
        List.of(new IssuerKeySettings("v1", publicKey, null, null)),
        Interest.CLUSTER,
        true);
  }

  private Path right() {
    return new TestAuthority().writePublicKey(directory);
  }

  private Path pem(String algorithm, String curve) throws GeneralSecurityException, IOException {
    var generator = KeyPairGenerator.getInstance(algorithm);
    if (!curve.isEmpty()) {
      generator.initialize(new ECGenParameterSpec(curve));
    }
    byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
    return Files.writeString(
        directory.resolve("other.pem"),
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(encoded)
            + "\n-----END PUBLIC KEY-----\n");
  }

  private static void assertRefused(Path publicKey) {
    assertThatThrownBy(() -> HealthAuthorities.of(List.of(settings("a", publicKey))))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("public-key-file")
        .hasMessageContaining(publicKey.getFileName().toString());
  }

  @Test
  void authorityIsFoundInWhateverCase() {
    var authorities = HealthAuthorities.of(List.of(settings("Org.Example.A", right())));

    assertThat(authorities.find("oRG.example.a")).get().extracting("consent").isEqualTo(true);
    assertThat(authorities.find("org.example.b")).isEmpty();
    assertThat(authorities.find("")).isEmpty();
  }

  @Test
  void sameIdTwiceIsRefused() {
    Path key = right();

    assertThatThrownBy(() -> HealthAuthorities.of(List.of(settings("a", key), settings("A", key))))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("no id twice");
  }

  @Test
  void missingKeyFileIsRefusedByItsName() {
    assertRefused(directory.resolve("missing.pem"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "no PEM", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"})
  void fileWithoutAKeyIsRefused(String content) throws IOException {
    assertRefused(Files.writeString(directory.resolve("odd.pem"), content));
  }

  @Test
  void keysOfOtherKindsAreRefused() throws Exception {
    assertRefused(pem("EC", "secp384r1"));
    assertRefused(pem("RSA", ""));
    assertRefused(pem("Ed25519", ""));
  }

  @Test
  void authorityWithoutKeysOrNamesIsRefused() {
    assertThatThrownBy(
            () -> new HealthAuthoritySettings("a", "issuer", "audience", null, null, null))
        .hasMessageContaining("keyferry.gateway.health-authorities[][a].keys");
    assertThatThrownBy(() -> new HealthAuthoritySettings(null, null, null, null, null, null))
        .hasMessageContaining("keyferry.gateway.health-authorities[].id");
  }
}

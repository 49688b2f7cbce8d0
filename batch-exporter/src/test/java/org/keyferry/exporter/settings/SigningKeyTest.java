package org.keyferry.exporter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.wire.settings.InvalidSetting;

class SigningKeyTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Path FILE = Path.of("/run/file");
  private static final Pkcs12File PKCS12 = new Pkcs12File(FILE, "exports", FILE);

  @Test
  void keyWithOneSourceHasIt() {
    assertThat(key(FILE, null).source()).contains(new PemFile(FILE));
    assertThat(key(null, PKCS12).source()).contains(PKCS12);
  }

  @Test
  void keyWithoutSourceIsRefused() {
    assertThatThrownBy(() -> key(null, null))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(
            "keyferry.exporter.signing-keys[204].private-key-file in the settings: expected exactly"
                + " one of private-key-file, pkcs12, pkcs11 and kms, or thru and public-key-file,"
                + " got none");
  }

  @Test
  void keyWithTwoSourcesIsRefused() {
    assertThatThrownBy(() -> key(FILE, PKCS12))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageEndingWith("got private-key-file and pkcs12");
  }

  @Test
  void patienceOfHoursIsRefused() {
    assertThatThrownBy(() ->
            new SigningKey(
                "204", null, null, null, null, Duration.ofHours(1), FILE, null, null, null))
        .hasMessageStartingWith("keyferry.exporter.signing-keys[204].patience in the settings");
  }

  @Test
  void keyThatHasEndedNeedsNoSource() {
    assertThat(ended(FILE, null, NOON).source()).isEmpty();
    assertThatThrownBy(() -> ended(null, null, NOON)).isInstanceOf(InvalidSetting.class);
    assertThatThrownBy(() -> ended(FILE, null, null)).isInstanceOf(InvalidSetting.class);
  }

  @Test
  void termThatEndsBeforeItBeginsIsRefused() {
    assertThatThrownBy(() -> ended(FILE, NOON, NOON))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("signing-keys[204].thru");
  }

  private static SigningKey ended(Path publicKey, Instant from, Instant thru) {
    return new SigningKey("204", null, publicKey, from, thru, null, null, null, null, null);
  }

  private static SigningKey key(Path pem, Pkcs12File pkcs12) {
    return new SigningKey("204", null, null, null, null, null, pem, pkcs12, null, null);
  }

  @Test
  void moduleIsALibraryWithASlotOrAConfigurationFile() {
    assertThat(new Pkcs11Token(null, FILE, 3L, "exports", FILE).slot()).isEqualTo(3);
    assertThat(new Pkcs11Token(FILE, null, null, "exports", FILE).library()).isNull();
    assertThatThrownBy(() -> new Pkcs11Token(FILE, FILE, 3L, "exports", FILE))
        .hasMessageContaining("either configuration-file, or library and slot");
    assertThatThrownBy(() -> new Pkcs11Token(null, null, 3L, "exports", FILE))
        .hasMessageContaining("a library, or configuration-file");
    assertThatThrownBy(() -> new Pkcs11Token(null, FILE, null, "exports", FILE))
        .hasMessageContaining("the id of a slot");
  }

  @Test
  void libraryThatWouldAddLinesToTheConfigurationIsRefused() {
    Path path = Path.of("/lib/a.so\nshowInfo = true");
    assertThatThrownBy(() -> new Pkcs11Token(null, path, 0L, "exports", FILE))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("pkcs11.library");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://kms.example.org",
        "https://user:secret@kms.example.org",
        "https://kms.example.org?x=secret",
        "ftp://localhost",
        "kms.example.org"
      })
  void endpointThatWouldShowTheTokenIsRefused(String endpoint) {
    assertThatThrownBy(() -> service(endpoint))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("kms.endpoint")
        .message()
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://kms.example.org:8200/base", "http://localhost:8200", "http://[::1]:1"})
  void endpointThatKeepsTheTokenIsTaken(String endpoint) {
    assertThat(service(endpoint).keyVersion()).isEqualTo(1);
  }

  private static TransitService service(String endpoint) {
    return new TransitService(URI.create(endpoint), null, "exports", null, FILE, null);
  }
}

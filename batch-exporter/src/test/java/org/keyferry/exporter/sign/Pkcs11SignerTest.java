package org.keyferry.exporter.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.exporter.SoftHsm;
import org.keyferry.exporter.settings.Pkcs11Token;
import org.keyferry.exporter.settings.SigningKey;
import org.keyferry.wire.export.KeySigner;
import org.keyferry.wire.export.SigningFailed;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.export.UnusableKeyFile;
import org.keyferry.wire.settings.InvalidSetting;

/** Signing with a key that is in a hardware security module. */
@Tag("hsm")
class Pkcs11SignerTest {
  private static final SigningKeyId KEY_ID = new SigningKeyId("204", "v1");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final byte[] DIGEST = new byte[32];
  private static final String WRONG_PIN = "33990271";
  private static SoftHsm module;

  @TempDir Path directory;

  @BeforeAll
  static void makeKeys() {
    module = SoftHsm.required();
    module.makeKey("first");
    module.makeKey("second");
  }

  private static KeySigner open(Pkcs11Token token, Path publicKeyFile) {
    var key =
        new SigningKey("204", "v1", publicKeyFile, null, null, PATIENCE, null, null, token, null);
    return new SignerOpening(Clock.systemUTC()).open(key).signer().orElseThrow();
  }

  @Test
  void signaturesAreVerifiedAndRandom() throws IOException {
    var signer = open(module.token("first"), null);
    assertThat(signer.sign(DIGEST)).isNotEqualTo(signer.sign(DIGEST));
  }

  @Test
  void configurationFileOfTheProviderIsTakenToo() throws IOException {
    var token = new Pkcs11Token(module.configurationFile(), null, null, "first", module.pinFile());
    assertThat(open(token, null).publicKey())
        .isEqualTo(open(module.token("first"), null).publicKey());
  }

  @Test
  void severalKeysOfOneModuleSignSideBySide() {
    var first = open(module.token("first"), null);
    var second = open(module.token("second"), null);
    assertThat(first.publicKey()).isNotEqualTo(second.publicKey());
    assertThat(IntStream.range(0, 200).parallel().mapToObj(i -> i % 2 == 0 ? first : second))
        .allSatisfy(signer -> assertThat(signer.sign(DIGEST)).isNotEmpty());
  }

  @Test
  void sessionThatIsLostIsOpenedAgain() throws IOException {
    var signer = open(module.token("first"), null);
    module.loseSessions();
    assertThat(signer.sign(DIGEST)).isNotEmpty();
  }

  @Test
  void lossOfTheSessionIsAFailureThatMayPass() throws IOException {
    var signer = Pkcs11Signer.open(KEY_ID, module.token("first"));
    module.loseSessions();
    assertThatThrownBy(() -> signer.sign(DIGEST))
        .isInstanceOf(SignerUnavailable.class)
        .hasMessageContaining("CKR_");
    assertThat(signer.sign(DIGEST)).isNotEmpty();
  }

  @Test
  void labelWithoutKeyIsTold() {
    assertThatThrownBy(() -> open(module.token("third"), null))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("key third in ")
        .hasMessageContaining("a private key with a certificate, both under that label");
  }

  @Test
  void keyOnAnotherCurveIsRefused() {
    module.makeKey("large", "secp384r1");
    assertThatThrownBy(() -> Pkcs11Signer.open(KEY_ID, module.token("large")))
        .isInstanceOf(UnusableKeyFile.class)
        .hasMessageEndingWith("got a key on the curve 1.3.132.0.34");
  }

  @Test
  void publicKeyOfAnotherKeyEndsTheStart() throws IOException {
    Path another = directory.resolve("another.pem");
    SigningKeys.writePublic(another, open(module.token("second"), null).publicKey());
    assertThatThrownBy(() -> open(module.token("first"), another))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("public-key-file is what phones know");
  }

  @Test
  void pinThatIsRefusedIsTriedOnceAndNeverShown() throws IOException {
    Path pin = Files.writeString(directory.resolve("pin"), SoftHsm.PIN);
    var token = module.token("first");
    var signer =
        Pkcs11Signer.open(
            KEY_ID, new Pkcs11Token(null, token.library(), token.slot(), "first", pin));
    Files.writeString(pin, WRONG_PIN);
    module.loseSessions();
    assertThatThrownBy(() -> signer.sign(DIGEST)).isInstanceOf(SignerUnavailable.class);
    assertThatThrownBy(() -> signer.sign(DIGEST))
        .isInstanceOf(SigningFailed.class)
        .hasMessageContaining("the user PIN in " + pin)
        .satisfies(thrown -> assertThat(trace(thrown)).doesNotContain(WRONG_PIN));
    Files.writeString(pin, SoftHsm.PIN);
    assertThatThrownBy(() -> signer.sign(DIGEST))
        .as("not tried again")
        .isInstanceOf(SigningFailed.class);
    assertThat(signer + " " + token).doesNotContain(SoftHsm.PIN, WRONG_PIN);
  }

  @Test
  void libraryThatIsNotThereEndsTheStart() {
    var token =
        new Pkcs11Token(null, Path.of("/no/such/library.so"), 0L, "first", module.pinFile());
    assertThatThrownBy(() -> open(token, null))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("Library /no/such/library.so does not exist");
  }

  @Test
  void slotThatIsNotThereEndsTheStart() {
    var token =
        new Pkcs11Token(null, module.token("first").library(), 77L, "first", module.pinFile());
    assertThatThrownBy(() -> open(token, null))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("CKR_SLOT_ID_INVALID");
  }

  private static String trace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}

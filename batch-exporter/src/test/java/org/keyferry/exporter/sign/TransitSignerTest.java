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
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyferry.exporter.TransitServer;
import org.keyferry.exporter.TransitServer.Fate;
import org.keyferry.exporter.settings.SigningKey;
import org.keyferry.exporter.settings.TransitService;
import org.keyferry.wire.export.KeySigner;
import org.keyferry.wire.export.SigningFailed;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.export.UnusableKeyFile;
import org.keyferry.wire.settings.InvalidSetting;

/** Signing with a key that is in a key management service. */
class TransitSignerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final byte[] DIGEST = new byte[32];

  @TempDir Path directory;
  private TransitServer server;
  private Path token;
  private Path publicKey;

  @BeforeEach
  void startServer() throws IOException {
    server = new TransitServer();
    token = TransitServer.tokenFile(directory);
    publicKey = directory.resolve("public.pem");
    SigningKeys.writePublic(publicKey, server.publicKey());
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private SigningKey key(int version, Path publicKeyFile, Duration patience) {
    var kms = new TransitService(server.endpoint(), null, "exports", version, token, TIMEOUT);
    return new SigningKey("204", "v1", publicKeyFile, null, null, patience, null, null, null, kms);
  }

  private KeySigner open(Path publicKeyFile, Duration patience) {
    return new SignerOpening(Clock.systemUTC())
        .open(key(1, publicKeyFile, patience))
        .signer()
        .orElseThrow();
  }

  @Test
  void publicKeyIsTheOneOfTheService() {
    assertThat(open(null, PATIENCE).publicKey()).isEqualTo(server.publicKey());
  }

  @Test
  void serviceThatMayOnlySignIsNotAskedForAPublicKeyThatIsStated() {
    open(publicKey, PATIENCE);
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void equalDigestsHaveDifferentSignatures() throws IOException {
    var signer = open(null, PATIENCE);
    assertThat(signer.sign(DIGEST)).isNotEqualTo(signer.sign(DIGEST));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fate.class,
      names = {"COMES_TOO_SOON", "IS_REFUSED", "IS_DROPPED", "IS_NEVER_ANSWERED"})
  void requestThatFailsIsMadeAgain(Fate fate) throws IOException {
    var signer = open(publicKey, PATIENCE);
    server.decide(request -> request == 1 ? fate : Fate.IS_ANSWERED);
    assertThat(signer.sign(DIGEST)).isNotEmpty();
    assertThat(server.requests()).isEqualTo(2);
  }

  @Test
  void patienceHasAnEnd() {
    var signer = open(publicKey, Duration.ofMillis(800));
    server.decide(request -> Fate.IS_REFUSED);
    assertThatThrownBy(() -> signer.sign(DIGEST))
        .isInstanceOf(SignerUnavailable.class)
        .hasMessageContaining("status 503");
    assertThat(server.requests()).isBetween(2, 5);
  }

  @Test
  void serviceThatIsBusyWhenTheAppStartsIsAskedAgain() {
    server.decide(request -> request == 1 ? Fate.IS_REFUSED : Fate.IS_ANSWERED);
    assertThat(open(null, PATIENCE).publicKey()).isEqualTo(server.publicKey());
  }

  @Test
  void pauseThatTheServiceAsksForIsKept() throws IOException {
    var signer = open(publicKey, Duration.ZERO);
    server.decide(request -> request == 1 ? Fate.COMES_TOO_SOON : Fate.IS_ANSWERED);
    assertThatThrownBy(() -> signer.sign(DIGEST)).hasMessageContaining("status 429");
    assertThatThrownBy(() -> signer.sign(DIGEST))
        .isInstanceOf(SignerUnavailable.class)
        .hasMessageContaining("which it asked for");
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void answerThatDoesNotComeInTimeIsNotWaitedFor() throws IOException {
    var signer = open(publicKey, Duration.ZERO);
    server.decide(request -> Fate.IS_NEVER_ANSWERED);
    assertThatThrownBy(() -> signer.sign(DIGEST))
        .isInstanceOf(SignerUnavailable.class)
        .hasMessageContaining("none within 2.0 s");
  }

  @Test
  void answerThatIsNoJsonIsToldAsSuch() throws IOException {
    var signer = open(publicKey, PATIENCE);
    server.decide(request -> Fate.GETS_TEXT);
    assertThatThrownBy(() -> signer.sign(DIGEST))
        .isInstanceOf(SigningFailed.class)
        .hasMessageEndingWith("expected JSON, got something else");
    assertThat(server.requests()).isEqualTo(1);
  }

  @Test
  void signatureOfAnotherKeyIsNeverGivenOut() throws IOException {
    var signer = open(publicKey, PATIENCE);
    server.decide(request -> Fate.IS_SIGNED_BY_ANOTHER);
    assertThatThrownBy(() -> signer.sign(DIGEST))
        .isInstanceOf(SigningFailed.class)
        .hasMessageContaining("expected one that the public key of 204-v1 verifies");
  }

  @Test
  void publicKeyOfAnotherKeyEndsTheStartAndSaysHowToMendIt() throws IOException {
    Path another = directory.resolve("another.pem");
    SigningKeys.writePublic(another, SigningKeys.generate().getPublic());
    assertThatThrownBy(() -> open(another, PATIENCE))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("keyferry.exporter.signing-keys[204] in the settings")
        .hasMessageContaining("public key in " + another)
        .hasMessageContaining("public-key-file is what phones know");
  }

  @Test
  void versionThatTheKeyDoesNotHaveEndsTheStart() {
    var opening = new SignerOpening(Clock.systemUTC());
    assertThatThrownBy(() -> opening.open(key(7, null, PATIENCE)))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("transit/keys/exports, version 7");
  }

  @Test
  void tokenThatIsRefusedIsToldByItsFileAndNotByItself() throws IOException {
    Files.writeString(token, "hvs.another-token\n");
    assertThatThrownBy(() -> open(publicKey, PATIENCE))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("status 403: the token in " + token + " does not allow it")
        .satisfies(thrown -> assertThat(trace(thrown)).doesNotContain("another-token"));
  }

  @Test
  void tokenThatIsRenewedInItsFileIsUsedAtOnce() throws IOException {
    var signer = open(publicKey, PATIENCE);
    Files.writeString(token, "hvs.expired-token");
    assertThatThrownBy(() -> signer.sign(DIGEST)).hasMessageContaining("status 403");
    Files.writeString(token, TransitServer.TOKEN);
    assertThat(signer.sign(DIGEST)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fate.class,
      names = {"IS_ANSWERED"},
      mode = EnumSource.Mode.EXCLUDE)
  void noFailureShowsTheToken(Fate fate) throws IOException {
    var signer = open(publicKey, Duration.ZERO);
    server.decide(request -> fate);
    assertThatThrownBy(() -> signer.sign(DIGEST))
        .satisfies(thrown -> assertThat(trace(thrown)).doesNotContain(TransitServer.TOKEN));
    assertThat(signer.toString()).doesNotContain(TransitServer.TOKEN);
  }

  @Test
  void emptyTokenFileIsTold() throws IOException {
    Files.writeString(token, "\n");
    var file = new SecretFile(token, "token");
    assertThatThrownBy(file::read)
        .isInstanceOf(UnusableKeyFile.class)
        .hasMessage("token in %s: expected one line of text, got an empty file", token);
  }

  private static String trace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    Arrays.stream(thrown.getSuppressed()).forEach(each -> text.append(each.toString()));
    return text.toString();
  }
}

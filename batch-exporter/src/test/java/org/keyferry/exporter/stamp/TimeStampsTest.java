package org.keyferry.exporter.stamp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.tsp.TimeStampRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.exporter.stamp.StampServer.Asked;
import org.keyferry.exporter.stamp.StampServer.Fate;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.settings.InvalidSetting;

/** What is taken for a time stamp, and what is not. */
class TimeStampsTest {
  private static final ByteString DIGEST = Sha256.of("an object".getBytes(UTF_8));
  private static final InstantSource CLOCK = Clock.systemUTC();

  private final StampCertificates root = StampCertificates.root("root");
  private final StampCertificates authority = root.authority("authority");
  @TempDir private Path directory;
  private StampServer server;

  @BeforeEach
  void start() throws IOException {
    server = new StampServer(local(authority, CLOCK));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private LocalAuthority local(StampCertificates by, InstantSource clock) throws IOException {
    Path place = Files.createTempDirectory(directory, "authority");
    return LocalAuthority.open(
        by.writeCertificate(place.resolve("certificate.pem")),
        by.writeKey(place.resolve("private.pem")),
        clock);
  }

  private TimeStamps stamps(X509Certificate... trusted) {
    return new TimeStamps(
        new RemoteAuthority(server.url(), Duration.ofSeconds(5)),
        new TrustedCertificates(List.of(trusted)),
        Duration.ofMinutes(5),
        CLOCK);
  }

  @Test
  @Tag("D25")
  void opensslAcceptsTheTokenOfAnAuthorityBelowATrustedRoot() throws Exception {
    Path object = Files.writeString(directory.resolve("object"), "an object");
    Path token =
        Files.write(directory.resolve("object.tsr"), stamps(root.certificate()).of(DIGEST));
    Path trusted = root.writeCertificate(directory.resolve("root.pem"));

    assertThat(openssl(token, object, trusted)).contains("Verification: OK");

    Files.writeString(object, "another object");
    assertThat(openssl(token, object, trusted)).contains("Verification: FAILED");
  }

  /** What {@code openssl ts -verify} says. */
  static String openssl(Path token, Path object, Path trusted) throws Exception {
    Process process =
        new ProcessBuilder(
                "openssl",
                "ts",
                "-verify",
                "-in",
                token.toString(),
                "-data",
                object.toString(),
                "-CAfile",
                trusted.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }

  @Test
  void authorityItselfMayBeWhatIsTrusted() throws IOException {
    var stamp = stamps(authority.certificate()).of(DIGEST);
    assertThat(stamp).isNotEmpty();
  }

  @Test
  @Tag("D25")
  void queryTellsTheDigestAndNothingElse() throws Exception {
    var stamps = stamps(root.certificate());
    stamps.of(DIGEST);
    stamps.of(DIGEST);

    assertThat(server.asked()).hasSize(2);
    for (Asked asked : server.asked()) {
      var query = new TimeStampRequest(asked.body().toByteArray());
      assertThat(query.getMessageImprintDigest()).isEqualTo(DIGEST.toByteArray());
      assertThat(query.hasExtensions()).isFalse();
      assertThat(query.getReqPolicy()).isNull();
      assertThat(query.getMessageImprintAlgID().getAlgorithm())
          .isEqualTo(NISTObjectIdentifiers.id_sha256);
      assertThat(query.getMessageImprintAlgID().getParameters()).isIn(null, DERNull.INSTANCE);
      assertThat(new TreeSet<>(asked.headers().keySet()))
          .containsExactly("Accept", "Content-length", "Content-type", "Host", "User-agent");
    }
    assertThat(server.asked().stream().map(TimeStampsTest::nonce).distinct()).hasSize(2);
  }

  private static Object nonce(Asked asked) {
    try {
      return new TimeStampRequest(asked.body().toByteArray()).getNonce();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void answerToAnotherQueryIsRefused() throws IOException {
    var stamps = stamps(root.certificate());
    stamps.of(DIGEST);
    server.decide(Fate.GETS_THE_ONE_BEFORE);
    assertThatThrownBy(() -> stamps.of(DIGEST)).hasMessageContaining("nonce");
    assertThatThrownBy(() -> stamps.of(Sha256.of(new byte[1]))).isInstanceOf(TokenRefused.class);
  }

  @Test
  void authorityThatIsNotTrustedIsRefused() {
    var stranger = StampCertificates.root("root");
    assertThatThrownBy(() -> stamps(stranger.certificate()).of(DIGEST))
        .isInstanceOf(TokenRefused.class)
        .hasMessageContaining("trusted-certificates");
  }

  @Test
  void answerOfAnotherTimeIsRefused() throws IOException {
    InstantSource late = () -> Instant.now(Clock.systemUTC()).minus(Duration.ofMinutes(6));
    var stamps =
        new TimeStamps(
            local(authority, late),
            new TrustedCertificates(List.of(root.certificate())),
            Duration.ofMinutes(5),
            CLOCK);
    assertThatThrownBy(() -> stamps.of(DIGEST))
        .isInstanceOf(TokenRefused.class)
        .hasMessageContaining("time in answer")
        .hasMessageContaining("at most 300 s");
  }

  @Test
  void refusalOfTheAuthorityIsNoToken() {
    var status = new DERSequence(new ASN1Integer(PKIStatus.REJECTION));
    TimeStampAuthority refusing = query -> new DERSequence(status).getEncoded();
    var stamps =
        new TimeStamps(
            refusing,
            new TrustedCertificates(List.of(root.certificate())),
            Duration.ofMinutes(5),
            CLOCK);
    assertThatThrownBy(() -> stamps.of(DIGEST)).hasMessageContaining("status");
  }

  @Test
  void answersThatAreNoneAreRefused() {
    var stamps = stamps(root.certificate());
    for (Fate fate : List.of(Fate.IS_REFUSED, Fate.GETS_ANOTHER_TYPE, Fate.GETS_TOO_MUCH)) {
      server.decide(fate);
      assertThatThrownBy(() -> stamps.of(DIGEST)).as("%s", fate).isInstanceOf(IOException.class);
    }
  }

  @Test
  void answerThatNeverEndsIsGivenUp() {
    server.decide(Fate.GETS_HALF);
    var stamps =
        new TimeStamps(
            new RemoteAuthority(server.url(), Duration.ofMillis(300)),
            new TrustedCertificates(List.of(root.certificate())),
            Duration.ofMinutes(5),
            CLOCK);
    assertThatThrownBy(() -> stamps.of(DIGEST)).hasMessageContaining("within 300 ms");
  }

  @Test
  void certificateForSomethingElseMakesNoAuthority() {
    var server = root.server("server");
    assertThatThrownBy(() -> local(server, CLOCK))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("timeStamping");
  }

  @Test
  void keyOfAnotherCertificateMakesNoAuthority() throws IOException {
    Path certificate = authority.writeCertificate(directory.resolve("certificate.pem"));
    Path key = root.writeKey(directory.resolve("private.pem"));
    assertThatThrownBy(() -> LocalAuthority.open(certificate, key, CLOCK))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageContaining("local-private-key");
  }

  @Test
  void settingsThatDontFitTogetherAreRefused() {
    URI url = URI.create("https://tsa.example/tsr");
    Path file = Path.of("file.pem");
    assertThatThrownBy(() -> settings(url, null, null))
        .hasMessageContaining("trusted-certificates");
    assertThatThrownBy(() -> settings(url, file, file)).hasMessageContaining("both");
    assertThatThrownBy(() -> settings(URI.create("ftp://tsa.example/"), file, null))
        .hasMessageContaining("authority");
    assertThatThrownBy(() -> settings(URI.create("https://me@tsa.example/"), file, null))
        .hasMessageContaining("without user");
    assertThatThrownBy(() -> settings(null, null, file)).hasMessageContaining("local-private-key");
    assertThat(settings(url, file, null).trust()).contains(file);
  }

  private static TimeStampSettings settings(URI url, Path trusted, Path local) {
    return new TimeStampSettings(url, trusted, local, null, null, null, null);
  }
}

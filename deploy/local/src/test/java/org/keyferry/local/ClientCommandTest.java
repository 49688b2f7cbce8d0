package org.keyferry.local;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.client.gaen.DayKey;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.export.ExportHeader;
import org.keyferry.wire.export.ExportWriter;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

/** An app on the command line, and the origin of a vendor that has an index and zips. */
class ClientCommandTest {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_MODIFIED = 304;
  private static final String TAG = "\"1\"";

  @TempDir private Path directory;

  private final StringWriter printed = new StringWriter();
  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private HttpServer origin;
  private DayKey key;
  private Path publicKey;

  @BeforeEach
  void publishOneKey() throws Exception {
    byte[] bytes = new byte[ExposureKey.LENGTH];
    new SecureRandom().nextBytes(bytes);
    key = new DayKey(ExposureKey.of(bytes), new Interval(2_988_000), RollingPeriod.DAY);
    KeyPair pair = SigningKeys.generate();
    publicKey = directory.resolve("public.pem");
    SigningKeys.writePublic(publicKey, pair.getPublic());
    Path privateKey = directory.resolve("private.pem");
    SigningKeys.writePrivate(privateKey, pair.getPrivate());
    var signer = PemSigner.read(new SigningKeyId("204", "v1"), privateKey);
    objects.put("/NL/1.zip", zip(signer));
    objects.put("/NL/index.txt", "NL/1.zip".getBytes(US_ASCII));
    origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    origin.createContext("/", this::answer);
    origin.start();
  }

  @AfterEach
  void stop() {
    origin.stop(0);
  }

  private byte[] zip(PemSigner signer) throws IOException {
    var zip = new ByteArrayOutputStream();
    var header =
        ExportHeader.single(
            BatchWindow.ofEpochSeconds(1_792_900_800, 1_792_908_000), new Region("NL"));
    try (var export = new ExportWriter(List.of(signer)).open(zip, header)) {
      export.add(
          new DiagnosisKey(
              key.key(),
              key.start(),
              key.period(),
              new TransmissionRisk(1),
              ReportType.CONFIRMED_TEST,
              OptionalInt.empty()));
      export.finish();
    }
    return zip.toByteArray();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] object = objects.get(exchange.getRequestURI().getPath());
    try (exchange) {
      exchange.getResponseHeaders().add("ETag", TAG);
      if (object == null) {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
      } else if (TAG.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        exchange.sendResponseHeaders(NOT_MODIFIED, -1);
      } else {
        exchange.sendResponseHeaders(OK, object.length);
        exchange.getResponseBody().write(object);
      }
    }
  }

  private int client(Path keys, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "client",
                "--base",
                "http://127.0.0.1:" + origin.getAddress().getPort(),
                "--region",
                "NL",
                "--format",
                "export-zip",
                "--keys",
                keys.toString(),
                "--key-name",
                "204-v1",
                "--once"));
    arguments.addAll(List.of(more));
    return execute(arguments.toArray(String[]::new));
  }

  private int execute(String... arguments) {
    var writer = new PrintWriter(printed, true);
    return KeyferryCommand.commandLine().setOut(writer).setErr(writer).execute(arguments);
  }

  /** As the phone of somebody who was near noted it. */
  private Path heard() throws IOException {
    var interval = new Interval(key.start().number() + 70);
    var identifier = key.identifier(interval);
    var hex = HexFormat.of();
    String line =
        "%s %s %d%n"
            .formatted(
                hex.formatHex(identifier.toByteArray()),
                hex.formatHex(key.applyMetadataCipher(identifier, new byte[] {0x40, 8, 0, 0})),
                interval.number());
    return Files.writeString(directory.resolve("heard.txt"), line);
  }

  @Test
  @Tag("U1")
  void itTellsWhatItFetchedVerifiedAndMatched() throws IOException {
    assertThat(client(publicKey, "--heard", heard().toString())).as(out()).isEqualTo(DONE);
    assertThat(out())
        .contains("NL: verified a new list; fetched, verified and matched 1 files, 1 new keys")
        .containsPattern("1 keys matched; [1-9]\\d* bytes loaded today");
  }

  @Test
  void whatItHasReadItRemembersInItsFile() {
    String state = directory.resolve("state.json").toString();
    client(publicKey, "--state", state);
    assertThat(client(publicKey, "--state", state)).isEqualTo(DONE);
    assertThat(out()).contains("NL: nothing new");
  }

  @Test
  @Tag("D24")
  void whatItMustNotBelieveIsNamed() throws IOException {
    Path another = directory.resolve("another.pem");
    SigningKeys.writePublic(another, SigningKeys.generate().getPublic());

    assertThat(client(another)).isEqualTo(FAILED);
    assertThat(out()).contains("NL: REFUSED, forged signature: signature of 204-v1");
  }

  @Test
  void programsGetOneObjectAPoll() {
    client(publicKey, "--output", "json");
    assertThat(out())
        .startsWith("{\"at\":\"" + Instant.now().toString().substring(0, 10))
        .contains("\"region\":\"NL\",\"result\":\"new\",\"files\":1,\"keys\":1");
  }

  @Test
  void aMirrorThatHasNoAuthoritiesIsNamed() {
    assertThat(
            execute(
                "client",
                "--authorities",
                "http://127.0.0.1:" + origin.getAddress().getPort() + "/meta/authorities.jws",
                "--region",
                "XX",
                "--keys",
                publicKey.toString(),
                "--once"))
        .isEqualTo(FAILED);
    assertThat(out())
        .contains("/meta/authorities.jws: answer in", "got status 404")
        .contains("XX: address of XX in document of authorities: expected one that can be fetched");
  }

  @Test
  void anOriginThatDoesNotRunIsNamed() {
    origin.stop(0);

    assertThat(client(publicKey)).isEqualTo(FAILED);
    assertThat(out())
        .contains("NL: failed: origin in http://127.0.0.1:")
        .contains("/NL/index.txt: expected an answer (does it run there?)," + " got no connection");
  }

  @Test
  void aHostThatIsNotThereIsNamed() {
    assertThat(
            execute(
                "client",
                "--base",
                "http://nowhere.invalid",
                "--region",
                "NL",
                "--keys",
                publicKey.toString(),
                "--once"))
        .isEqualTo(FAILED);
    assertThat(out()).contains("http://nowhere.invalid/NL/v1/exposed.jws", "got no such host");
  }

  @Test
  void aStateInADirectoryThatIsNotThereIsRefusedBeforeAnythingIsFetched() {
    Path state = directory.resolve("none/state.json");

    assertThat(client(publicKey, "--state", state.toString())).isEqualTo(WRONG_USAGE);
    assertThat(out())
        .contains("--state: expected a file in a directory that is there, got " + state)
        .doesNotContain("NL:");
  }

  @Test
  void whatCanNotBeUnderstoodIsRefused() throws IOException {
    assertThat(client(publicKey, "--roaming", "BE@yesterday")).isEqualTo(WRONG_USAGE);
    assertThat(out()).contains("--roaming", "BE@2026-11-20..2026-11-24", "got \"BE@yesterday\"");
    assertThat(
            execute(
                "client",
                "--base",
                "http://localhost:1",
                "--region",
                "NL",
                "--keys",
                publicKey.toString(),
                "--key-name",
                "204"))
        .isEqualTo(WRONG_USAGE);
    assertThat(out()).contains("--key-name: expected ID-VERSION");
    assertThat(execute("client", "--region", "NL", "--keys", publicKey.toString()))
        .isEqualTo(WRONG_USAGE);
    assertThat(out()).contains("--base or --authorities");
    Path broken = Files.writeString(directory.resolve("broken.txt"), "nonsense");
    assertThat(client(publicKey, "--heard", broken.toString())).isEqualTo(FAILED);
    assertThat(out()).contains("broken.txt, line 1", "32 and 8 hex digits").doesNotContain("\tat ");
  }

  private String out() {
    return printed.toString();
  }
}

package org.keyferry.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.systemtests.backend.Leftovers;
import org.keyferry.systemtests.backend.Repository;
import org.keyferry.systemtests.command.Keyferry;
import org.keyferry.systemtests.command.Keyferry.Result;
import org.keyferry.systemtests.command.PublishedState;
import org.keyferry.systemtests.command.SubmittedKeys;
import org.keyferry.systemtests.command.Up;
import org.keyferry.systemtests.download.Publication;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.Topics;

/** The commands for a backend that runs, as a user types them. */
class CommandLineTest {
  private static final String PLAN_WITH_ONE_MORE =
      """
      keyferry.plan.feeds:
        - {region: NL, bucket: 10s, minimum-batch-size: 20}
        - {id: more, region: NL, bucket: 10s, minimum-batch-size: 20}
      """;

  private static Path run;
  private static Keyferry keyferry;
  private static Up up;

  @BeforeAll
  static void start() {
    run = Repository.emptyRun("command-line");
    keyferry = new Keyferry(run.resolve("logs"));
    up = Up.start(keyferry, run.resolve("data"));
  }

  @AfterAll
  static void stop() {
    up.close();
    Leftovers.requireNone();
  }

  @Test
  void whatWasSubmittedIsInFilesThatVerifyAndCanBeInspected() throws IOException {
    Path record = run.resolve("record.jsonl");

    var submitted = keyferry.submit(up, 20, record);

    assertThat(submitted.exitCode()).as(submitted.output()).isZero();
    var reader = up.reader();
    Publication.awaitAll(reader, SubmittedKeys.in(record));
    Path file = run.resolve("batch.zip");
    Files.write(file, reader.download(reader.index().getLast()));
    var verified = verify(file);
    assertThat(verified.exitCode()).as(verified.output()).isZero();
    var inspected = keyferry.run("inspect", file.toString());
    assertThat(inspected.exitCode()).as(inspected.output()).isZero();
    assertThat(inspected.output()).contains("NL");
    for (String format : List.of("edi1", "export-zip")) {
      var followed = client(format);
      assertThat(followed.exitCode()).as(followed.output()).isZero();
      assertThat(followed.output()).containsPattern("NL: verified .* [1-9]\\d* new keys");
    }
    flipByteInTheMiddle(file);
    assertThat(verify(file).exitCode()).isEqualTo(1);
  }

  @Test
  void statusTellsLagOfEveryTopicAndTheBucketsAndBatches() {
    keyferry.submit(up, 1, run.resolve("one.jsonl"));
    var status = keyferry.run("status", "--data", up.data().toString());

    assertThat(status.exitCode()).as(status.output()).isZero();
    assertThat(status.output())
        .contains("gateway is up", "processor is up", "exporter is up", "origin is up")
        .contains("federation is up")
        .contains(Topics.ALL.stream().map(Topic::name).toList())
        .contains("-changelog")
        .contains("streams-processor", "batch-exporter")
        .containsPattern("NL +20\\S+Z +20\\S+Z +open ");
  }

  @Test
  void federationGatewayShowsItsCertificateAndLetsNobodyIn() throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var pem = Files.newInputStream(up.data().resolve("federation/certificate.pem"))) {
      store.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    var tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);

    try (var client = HttpClient.newBuilder().sslContext(tls).build()) {
      var address = up.url("federation").resolve("/v1/BE/keys");
      var answer = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    }
  }

  @Test
  void aFeedIsAddedWhileEverythingRunsAndHasEveryKeyFromItsBoundaryOn() throws IOException {
    Path file = run.resolve("plan.yaml");
    Files.writeString(file, PLAN_WITH_ONE_MORE);

    var changed = plan("change", file.toString(), "--notice", "10s");

    assertThat(changed.exitCode()).as(changed.output()).isZero();
    assertThat(changed.output()).contains("version 1 takes effect at 20", "NL, more");
    assertThat(plan("show").output())
        .containsPattern("1 +20\\S+Z +(ahead|in effect) +more +public")
        .contains("keyferry.plan.feeds in the settings of the processor: expected nothing");
    Path record = run.resolve("more.jsonl");
    await("version 1 to be in effect")
        .atMost(Duration.ofMinutes(1))
        .until(() -> plan("show").output(), shown -> shown.matches("(?s).* in effect +more .*"));
    keyferry.submit(up, 5, record);
    Publication.awaitAll(up.reader("more"), SubmittedKeys.in(record));
    Publication.awaitAll(up.reader(), SubmittedKeys.in(record));
  }

  @Test
  void aPlanThatCanNotBeIsRefusedAndChangesNothing() throws IOException {
    Path file = run.resolve("odd-plan.yaml");
    Files.writeString(file, PLAN_WITH_ONE_MORE.replace("bucket: 10s", "bucket: 11s"));

    var refused = plan("change", file.toString());

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.output()).contains("bucket", "11s").doesNotContain("\tat ");
  }

  @Test
  @Tag("D52")
  void batchIsCorrectedAndWithdrawnByCommandAndASecondTimeIsRefused() throws IOException {
    Path record = run.resolve("changed.jsonl");
    keyferry.submit(up, 3, record);
    Publication.awaitAll(up.reader(), SubmittedKeys.in(record));
    var before = PublishedState.of(batches("list"));
    long batch = before.last();

    var corrected = batches("correct", "NL", String.valueOf(batch), "--reason", "a test");
    assertThat(corrected.exitCode()).as(corrected.output()).isZero();
    var after = PublishedState.of(batches("list"));
    assertThat(after.state(batch)).isEqualTo("REPLACED");
    long correction = after.replacementOf(batch);
    assertThat(up.reader().index())
        .containsAll(after.names(correction))
        .doesNotContainAnyElementsOf(before.names(batch));
    Publication.awaitAll(up.reader(), SubmittedKeys.in(record));

    String number = String.valueOf(correction);
    var withdrawn = batches("withdraw", "NL", number, "--reason", "a test");
    assertThat(withdrawn.exitCode()).as(withdrawn.output()).isZero();
    assertThat(up.reader().index()).doesNotContainAnyElementsOf(after.names(correction));
    var again = batches("withdraw", "NL", number, "--reason", "a test");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.output()).contains("withdrawn or replaced by");
    var unknown = batches("rebuild", "NL", "1000000");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.output()).contains("that of the newest batch");
  }

  @Test
  @Tag("long")
  void announcedKeySignsBesideTheOtherAndNothingIsLeftOfItOnceItIsRevoked() throws IOException {
    Path record = run.resolve("signed.jsonl");
    Instant from = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(20);
    var announced = keys("announce", "v2", "--from", from.toString());
    assertThat(announced.exitCode()).as(announced.output()).isZero();
    await().atMost(Duration.ofMinutes(1)).until(() -> Instant.now().isAfter(from));
    keyferry.submit(up, 3, record);
    Publication.awaitAll(up.reader(), SubmittedKeys.in(record));
    assertThat(PublishedState.of(batches("list")).signedBy("keyferry_local-v2")).isNotEmpty();
    var late = keys("announce", "v2", "--from", from.toString());
    assertThat(late.exitCode()).isEqualTo(1);
    assertThat(late.output()).contains("expected announced, got SIGNING");

    var retired = keys("retire", "v2", "--thru", from.plus(1, ChronoUnit.DAYS).toString());
    assertThat(retired.exitCode()).as(retired.output()).isZero();
    assertThat(retired.output()).contains(from.plus(1, ChronoUnit.DAYS).toString());

    var revoked = keys("revoke", "v2", "--reason", "a drill");

    assertThat(revoked.exitCode()).as(revoked.output()).isZero();
    var after = PublishedState.of(batches("list"));
    assertThat(after.signedBy("keyferry_local-v2")).isEmpty();
    assertThat(after.signedBy("keyferry_local-v1")).isNotEmpty();
    Publication.awaitAll(up.reader(), SubmittedKeys.in(record));
    assertThat(keyferry.run("keys", "list", "--data", up.data().toString()).output())
        .containsPattern("v2 +revoked")
        .containsPattern("v1 +signing");
    var last = keys("revoke", "v1", "--reason", "a drill");
    assertThat(last.exitCode()).isEqualTo(1);
    assertThat(last.output()).contains("another key that signs now");
  }

  private static Result keys(String command, String version, String... options) {
    var all = new ArrayList<>(List.of("keys", command, "keyferry_local", version));
    all.addAll(List.of(options));
    all.addAll(List.of("--data", up.data().toString()));
    return keyferry.run(all.toArray(String[]::new));
  }

  private static Result batches(String... arguments) {
    var all = new ArrayList<>(List.of("batches"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", up.data().toString(), "--output", "json"));
    return keyferry.run(all.toArray(String[]::new));
  }

  @Test
  void auditLooksAtEveryTopicAndNamesWhatIsTooOld() {
    Path record = run.resolve("audited.jsonl");
    keyferry.submit(up, 1, record);
    Publication.awaitAll(up.reader(), SubmittedKeys.in(record));

    var clean = keyferry.run("audit", "retention", "--data", up.data().toString());
    var strict =
        keyferry.run("audit", "retention", "--data", up.data().toString(), "--older-than", "1s");

    assertThat(clean.exitCode()).as(clean.output()).isZero();
    assertThat(clean.output())
        .contains(Topics.ALL.stream().map(Topic::name).toList())
        .contains("known-keys-changelog", "nothing is older than 30 d");
    assertThat(strict.exitCode()).as(strict.output()).isEqualTo(1);
    assertThat(strict.output())
        .containsPattern("segment files of the broker +" + Topics.KEYS_SUBMITTED + "-\\d .*older");
  }

  @Test
  void aSecondStartOnTheSameDataIsRefused() {
    var second = keyferry.run(Up.arguments(up.data(), 0));

    assertThat(second.exitCode()).isNotZero();
    assertThat(second.output()).contains(up.data().toString()).doesNotContain("ready ");
  }

  @Test
  void aTakenPortIsNamed() {
    int taken = up.url("gateway").getPort();

    var second = keyferry.run(Up.arguments(run.resolve("other-data"), taken));

    assertThat(second.exitCode()).isNotZero();
    assertThat(second.output()).contains(String.valueOf(taken), "--gateway-port");
  }

  private static Result plan(String subcommand, String... arguments) {
    return keyferry.run(
        Stream.of(
                Stream.of("plan", subcommand),
                Stream.of(arguments),
                Stream.of("--data", up.data().toString()))
            .flatMap(all -> all)
            .toArray(String[]::new));
  }

  private static Result verify(Path file) {
    return keyferry.run(
        "verify", file.toString(), "--key", up.data().resolve("signing/public.pem").toString());
  }

  /** An app that sees this backend for the first time. */
  private static Result client(String format) {
    return keyferry.run(
        "client",
        "--base",
        up.url("origin").toString(),
        "--region",
        "NL",
        "--keys",
        up.data().resolve("signing/public.pem").toString(),
        "--format",
        format,
        "--once");
  }

  private static void flipByteInTheMiddle(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }
}

package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.TransitServer.Fate;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.exporter.sign.CurrentSigners;
import org.keyferry.testsupport.FaultyLink;
import org.keyferry.wire.export.SigningKeys;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The app with keys that sign at random, in a service and in a module. */
@ExtendWith(OutputCaptureExtension.class)
class RandomSignaturesTest {
  private static final String KEY = "--keyferry.exporter.signing-keys[0].";
  private static final Fate[] FAILURES = {
    Fate.COMES_TOO_SOON, Fate.IS_REFUSED, Fate.IS_DROPPED, Fate.IS_NEVER_ANSWERED
  };

  private final SealedBatchRecords first = SealedBatchRecords.of("NL", 1, 120, 2);
  private final SealedBatchRecords second = SealedBatchRecords.of("NL", 2, 40, 2);
  private Path directory;
  private Outside outside;
  private TransitServer service;

  @BeforeEach
  void start(@TempDir Path folder) {
    directory = folder;
    outside = new Outside(directory);
    service = new TransitServer();
  }

  @AfterEach
  void stop() {
    service.close();
    outside.close();
  }

  @Test
  void batchesWaitSealedWhileTheServiceFailsAndThenAppearInOrder(CapturedOutput output)
      throws Exception {
    var third = SealedBatchRecords.of("NL", 3, 70, 1);
    try (var app = ExporterApplication.start(withService())) {
      service.decide(request -> FAILURES[request % FAILURES.length]);
      for (var batch : List.of(first, second, third)) {
        outside.send(batch);
      }
      eventually(() -> service.requests() > FAILURES.length);
      assertThat(counted(app, "keyferry.export.failures")).isPositive();
      assertThat(outside.index("NL")).as("nothing that is not signed is seen").isEmpty();
      assertThat(outside.files()).isEmpty();
      service.decide(request -> Fate.IS_ANSWERED);
      eventually(() -> outside.committed() == 8);
    }
    outside.assertPublished("NL", first, second, third);
    assertThat(outside.sequencesInLog("NL")).containsExactly(1L, 2L, 3L);
    assertThat(output).contains("publishing waits").doesNotContain(TransitServer.TOKEN);
  }

  @Test
  void filesOfAServiceAreBuiltAgainWithTheSameBytesFromAnEmptiedStore() throws Exception {
    assertSameFilesFromAnEmptiedStore(withService());
    assertThat(service.signatures()).doesNotHaveDuplicates();
  }

  @Test
  @Tag("hsm")
  void filesOfAModuleAreBuiltAgainWithTheSameBytesFromAnEmptiedStore() throws Exception {
    assertSameFilesFromAnEmptiedStore(withModule());
  }

  private void assertSameFilesFromAnEmptiedStore(String... arguments) throws Exception {
    outside.send(first);
    outside.send(second);
    runUntil(6, arguments);
    Map<String, ByteString> files = outside.files();
    Map<String, String> etags = outside.etags();
    assertThat(files).hasSize(4);
    outside.emptyBucket();
    outside.forgetOffsets();
    runUntil(6, arguments);
    assertThat(outside.files()).isEqualTo(files);
    outside.emptyBucket();
    outside.send(
        "NL", List.of(GivenCommands.rebuild("NL", 3, 1), GivenCommands.rebuild("NL", 4, 2)));
    runUntil(8, arguments);
    assertThat(outside.files()).isEqualTo(files);
    assertThat(outside.etags()).isEqualTo(etags);
    outside.assertPublished("NL", first, second);
  }

  @Test
  void objectOfAProcessThatDiedBeforeItsRecordIsAdoptedWithItsSignature() throws Exception {
    outside.send(second);
    try (var link = new FaultyLink(outside.server().port())) {
      killBeforeTheIndex(link);
      Map<String, ByteString> before = outside.files();
      assertThat(outside.index("NL")).isEmpty();
      List<String> made = service.signatures();
      var again = withService(outside.server().endpoint(), Optional.of("one"));
      try (var app = ExporterApplication.start(again.arguments())) {
        eventually(() -> outside.committed() == 3);
        assertThat(outside.files()).isEqualTo(before);
        assertThat(service.signatures()).as("signed anew").hasSizeGreaterThan(made.size() + 1);
        assertThat(recordedSignature(app, 2)).isEqualTo(made.getLast());
        assertThat(counted(app, "keyferry.foreign.objects")).isZero();
      }
    }
    outside.assertPublished("NL", second);
  }

  private void killBeforeTheIndex(FaultyLink link) throws Exception {
    link.decide(line ->
        line.startsWith("PUT ") && line.endsWith("/index.txt")
            ? FaultyLink.Fate.IS_HELD
            : FaultyLink.Fate.PASSES);
    Path log = directory.resolve("exporter.log");
    try (var process =
        ExporterProcess.start(withService(link.endpoint(), Optional.of("one")), log)) {
      eventually(() -> link.affected() > 0);
      process.kill();
    }
  }

  private static String recordedSignature(ConfigurableApplicationContext app, long sequence) {
    PublishedBatch batch =
        app.getBean(PublishedBatches.class).find(new BatchId("NL", sequence)).orElseThrow();
    byte[] signature = batch.getObjects(0).getSignatures(0).getSignature().toByteArray();
    return Base64.getEncoder().encodeToString(signature);
  }

  private String[] withService() throws IOException {
    return withService(outside.server().endpoint(), Optional.empty()).arguments();
  }

  /**
   * @param instance gets the partitions of its predecessor that was killed; without one the group
   *     is empty as soon as the app stops
   */
  private ExporterUnderTest withService(URI store, Optional<String> instance) throws IOException {
    var arguments =
        new ArrayList<>(
            List.of(
                "--keyferry.exporter.maximum-keys-per-file=50",
                KEY + "patience=0s",
                KEY + "kms.endpoint=" + service.endpoint(),
                KEY + "kms.key-name=exports",
                KEY + "kms.token-file=" + TransitServer.tokenFile(directory),
                KEY + "kms.timeout=2s"));
    instance.ifPresent(name -> arguments.add("--keyferry.exporter.instance=" + name));
    var exporter = outside.exporter(store, arguments.toArray(String[]::new));
    if (Files.notExists(exporter.publicKey())) {
      SigningKeys.writePublic(exporter.publicKey(), service.publicKey());
    }
    return exporter;
  }

  /** The public key is the one that the app reads from the module. */
  private String[] withModule() throws Exception {
    var module = SoftHsm.required();
    module.makeKey("rebuilt");
    var token = module.token("rebuilt");
    var exporter =
        outside.exporter(
            "--keyferry.exporter.maximum-keys-per-file=50",
            KEY + "pkcs11.library=" + token.library(),
            KEY + "pkcs11.slot=" + token.slot(),
            KEY + "pkcs11.key-label=" + token.keyLabel(),
            KEY + "pkcs11.pin-file=" + token.pinFile());
    try (var app = ExporterApplication.start(exporter.arguments())) {
      var signer = app.getBean(CurrentSigners.class).configured().all().getFirst();
      SigningKeys.writePublic(exporter.publicKey(), signer.publicKey());
    }
    return exporter.arguments();
  }

  private void runUntil(long offset, String... arguments) throws Exception {
    try (var app = ExporterApplication.start(arguments)) {
      assertThat(app.isRunning()).isTrue();
      eventually(() -> outside.committed() == offset);
    }
  }

  private static double counted(ConfigurableApplicationContext app, String metric) {
    return app.getBean(MeterRegistry.class).counter(metric).count();
  }

  private static void eventually(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50)).until(condition);
  }
}

package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.event.v1.SigningTermChange;
import org.keyferry.wire.export.ExportReader;
import org.keyferry.wire.export.ExportVerifier;
import org.keyferry.wire.export.KeyConsumer;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.export.StoredSignature;
import org.keyferry.wire.key.DiagnosisKey;
import org.springframework.context.ConfigurableApplicationContext;

/** Drills with two keys, while the exporter runs and its settings stay. */
class KeyDrillTest {
  private static final SigningKeyId OLD = new SigningKeyId("204", "v1");
  private static final SigningKeyId NEW = new SigningKeyId("204", "v2");
  private static final String SETTING = "--keyferry.exporter.signing-keys";
  private static final int BATCHES = 12;
  private static final KeyConsumer IGNORING =
      new KeyConsumer() {
        @Override
        public void key(DiagnosisKey key) {}

        @Override
        public void revisedKey(DiagnosisKey key) {}
      };

  private Path directory;
  private Outside outside;
  private ConfigurableApplicationContext app;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    directory = folder;
    outside = new Outside(directory);
    for (SigningKeyId id : List.of(OLD, NEW)) {
      var pair = SigningKeys.generate();
      SigningKeys.writePrivate(directory.resolve(id + ".private.pem"), pair.getPrivate());
      SigningKeys.writePublic(directory.resolve(id + ".public.pem"), pair.getPublic());
    }
    var exporter =
        outside.exporter(
            "--keyferry.exporter.index-max-age=1s",
            "--keyferry.exporter.sweep-interval=1s",
            SETTING + "[0].version=v2",
            SETTING + "[0].from=9999-01-01T00:00:00Z",
            SETTING + "[0].private-key-file=" + directory.resolve(NEW + ".private.pem"),
            SETTING + "[1].id=204",
            SETTING + "[1].version=v1",
            SETTING + "[1].private-key-file=" + directory.resolve(OLD + ".private.pem"));
    app = ExporterApplication.start(exporter.arguments());
  }

  @AfterEach
  void stop() {
    app.close();
    outside.close();
  }

  @Test
  void keyIsAnnouncedSignsBesideTheOldOneAndFollowsIt() throws Exception {
    publish(1);
    outside.decide(change(NEW).setFromSeconds(endOfWindow(2)));
    publish(2);
    outside.decide(change(OLD).setThruSeconds(endOfWindow(3)));
    publish(3);

    assertThat(signers()).containsExactly(List.of(OLD), List.of(NEW, OLD), List.of(NEW));
    assertThat(accepted(NEW)).as("phones that know the new key alone").isEqualTo(2);
    assertThat(accepted(OLD)).as("phones that know the old key alone").isEqualTo(2);
  }

  @Test
  void everythingThatARevokedKeySignedIsSignedAnewUnderOtherNames(TestReporter reporter)
      throws Exception {
    for (int sequence = 1; sequence <= BATCHES; sequence++) {
      publish(sequence);
    }
    outside.decide(change(NEW).setFromSeconds(endOfWindow(BATCHES + 1)));
    List<String> before = outside.names("NL");
    var keys = keys();
    long begin = System.nanoTime();

    outside.decide(change(OLD).setRevoked(true).setReason("stolen"));
    for (int sequence = 1; sequence <= BATCHES; sequence++) {
      outside.send(
          "NL", List.of(GivenCommands.correct("NL", BATCHES + sequence, sequence, List.of())));
    }
    eventually(() -> outside.committed() == 3 * BATCHES);

    var took = Duration.ofNanos(System.nanoTime() - begin);
    reporter.publishEntry("signed anew", BATCHES + " batches in " + took.toMillis() + " ms");
    List<String> after = outside.names("NL");
    assertThat(after).hasSize(BATCHES).doesNotContainAnyElementsOf(before);
    assertThat(signers()).hasSize(BATCHES).containsOnly(List.of(NEW));
    assertThat(accepted(NEW)).isEqualTo(BATCHES);
    assertThat(keys()).isEqualTo(keys);
    // One file and one data object for each batch; reading files while they go would fail.
    eventually(() -> stored("\\.zip") == BATCHES && stored("/[0-9]{12,14}(-r1)?\\.edi") == BATCHES);
    assertThat(outside.listed("NL")).as("the old ones are gone").isEqualTo(outside.files("NL"));
  }

  private long stored(String ending) throws Exception {
    return outside.objects().list("public/NL/").stream()
        .filter(name -> name.matches(".*" + ending))
        .count();
  }

  private void publish(long sequence) throws Exception {
    outside.send(SealedBatchRecords.of("NL", sequence, 20, 1));
    eventually(() -> outside.committed() == 2 * sequence);
  }

  private static SigningTermChange.Builder change(SigningKeyId id) {
    return SigningTermChange.newBuilder().setKeyId(id.id()).setKeyVersion(id.version());
  }

  private static long endOfWindow(int sequence) {
    return Instant.ofEpochSecond(
            SealedBatchRecords.FIRST_WINDOW + sequence * SealedBatchRecords.WINDOW)
        .getEpochSecond();
  }

  private List<List<SigningKeyId>> signers() throws Exception {
    var signers = new ArrayList<List<SigningKeyId>>();
    for (String name : outside.names("NL")) {
      var contents = new ExportReader().read(file(name), name, IGNORING);
      signers.add(contents.signatures().stream().map(StoredSignature::keyId).toList());
    }
    return signers;
  }

  /** How many files of the index a phone accepts that knows this key alone. */
  private int accepted(SigningKeyId known) throws Exception {
    Map<SigningKeyId, ECPublicKey> trusted =
        Map.of(known, SigningKeys.readPublic(directory.resolve(known + ".public.pem")));
    int accepted = 0;
    for (int i = 0; i < outside.names("NL").size(); i++) {
      String name = outside.names("NL").get(i);
      if (signers().get(i).contains(known)) {
        var verified = new ExportVerifier(trusted).verify(file(name), name, IGNORING);
        assertThat(verified.verifiedBy()).containsExactly(known);
        accepted++;
      }
    }
    return accepted;
  }

  private List<DiagnosisKey> keys() throws Exception {
    var keys = new ArrayList<DiagnosisKey>();
    for (String name : outside.names("NL")) {
      new ExportReader()
          .read(
              file(name),
              name,
              new KeyConsumer() {
                @Override
                public void key(DiagnosisKey key) {
                  keys.add(key);
                }

                @Override
                public void revisedKey(DiagnosisKey key) {}
              });
    }
    return keys;
  }

  private ByteArrayInputStream file(String name) throws Exception {
    return new ByteArrayInputStream(outside.read("public/" + name).orElseThrow());
  }

  private static void eventually(Callable<Boolean> condition) {
    await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50)).until(condition);
  }
}

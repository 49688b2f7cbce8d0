package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.wire.export.ExportVerifier;
import org.keyferry.wire.export.KeyConsumer;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.key.DiagnosisKey;

/** A signing key follows another: announced, both, retired. */
class RotationTest {
  private static final SigningKeyId OLD = new SigningKeyId("204", "v1");
  private static final SigningKeyId NEW = new SigningKeyId("204", "v2");
  private static final KeyConsumer IGNORING =
      new KeyConsumer() {
        @Override
        public void key(DiagnosisKey key) {}

        @Override
        public void revisedKey(DiagnosisKey key) {}
      };

  private static final String SETTING = "--keyferry.exporter.signing-keys";

  private Path directory;
  private Outside outside;

  @BeforeEach
  void makeKeys(@TempDir Path folder) throws Exception {
    directory = folder;
    outside = new Outside(directory);
    for (SigningKeyId id : List.of(OLD, NEW)) {
      var pair = SigningKeys.generate();
      SigningKeys.writePrivate(directory.resolve(id + ".private.pem"), pair.getPrivate());
      SigningKeys.writePublic(publicFile(id), pair.getPublic());
    }
  }

  @AfterEach
  void stop() {
    outside.close();
  }

  @Test
  @Tag("D13")
  @Tag("G04")
  void keysSignByTheWindowAndAFileIsTheSameAfterItsKeyWasRetired() throws Exception {
    for (int sequence = 1; sequence <= 3; sequence++) {
      outside.send(SealedBatchRecords.of("NL", sequence, 20, 1));
    }
    publish(privateFile(OLD), SETTING + "[0].from=" + endOfWindow(2));
    assertThat(signers()).containsExactly(List.of(OLD), List.of(NEW, OLD), List.of(NEW));

    Map<String, ByteString> files = outside.files();
    Map<String, String> etags = outside.etags();
    var index = outside.index("NL");
    outside.emptyBucket();
    outside.forgetOffsets();
    publish("public-key-file=" + publicFile(OLD));
    assertThat(outside.files()).isEqualTo(files);

    outside.emptyBucket();
    for (int sequence = 1; sequence <= 3; sequence++) {
      outside.send("NL", List.of(GivenCommands.rebuild("NL", 3 + sequence, sequence)));
    }
    publishUntil(9, "public-key-file=" + publicFile(OLD));
    assertThat(outside.files()).isEqualTo(files);
    assertThat(outside.etags()).isEqualTo(etags);
    assertThat(outside.index("NL")).isEqualTo(index);
  }

  private void publish(String old, String... further) throws Exception {
    publishUntil(6, old, further);
  }

  private void publishUntil(long offset, String old, String... further) throws Exception {
    var arguments =
        new ArrayList<>(
            List.of(
                SETTING + "[0].version=v2",
                SETTING + "[0]." + privateFile(NEW),
                SETTING + "[1].id=204",
                SETTING + "[1].version=v1",
                SETTING + "[1].thru=" + endOfWindow(3),
                SETTING + "[1]." + old));
    arguments.addAll(List.of(further));
    var exporter = outside.exporter(arguments.toArray(String[]::new));
    try (var app = ExporterApplication.start(exporter.arguments())) {
      assertThat(app.isRunning()).isTrue();
      await().atMost(Duration.ofSeconds(90)).until(() -> outside.committed() == offset);
    }
  }

  /** Who signed each file, in the order of the index. */
  private List<List<SigningKeyId>> signers() throws Exception {
    Map<SigningKeyId, ECPublicKey> known =
        Map.of(
            OLD, SigningKeys.readPublic(publicFile(OLD)),
            NEW, SigningKeys.readPublic(publicFile(NEW)));
    var signers = new ArrayList<List<SigningKeyId>>();
    for (String name : outside.names("NL")) {
      var file = new ByteArrayInputStream(outside.read("public/" + name).orElseThrow());
      signers.add(new ExportVerifier(known).verify(file, name, IGNORING).verifiedBy());
    }
    return signers;
  }

  private static Instant endOfWindow(int sequence) {
    return Instant.ofEpochSecond(
        SealedBatchRecords.FIRST_WINDOW + sequence * SealedBatchRecords.WINDOW);
  }

  private String privateFile(SigningKeyId id) {
    return "private-key-file=" + directory.resolve(id + ".private.pem");
  }

  private Path publicFile(SigningKeyId id) {
    return directory.resolve(id + ".public.pem");
  }
}

package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.kafka.UnsuitableBrokers;
import org.keyferry.edge.store.UnusableStore;
import org.keyferry.wire.settings.InvalidSetting;

/** What can't work is refused before anything is read. */
class StartTest {
  @TempDir private static Path directory;
  private static Outside outside;

  @BeforeAll
  static void start() {
    outside = new Outside(directory);
  }

  @AfterAll
  static void stop() {
    outside.close();
  }

  @Test
  void withoutASigningKeyNothingStarts() throws Exception {
    assertRefused(without("signing-keys"), InvalidSetting.class, "keyferry.exporter.signing-keys");
  }

  @Test
  void fileThatHoldsNoSigningKeyIsRefused() throws Exception {
    Path file = Files.writeString(directory.resolve("no-key.pem"), "no key");
    var arguments = without("private-key-file");
    arguments.add("--keyferry.exporter.signing-keys[0].private-key-file=" + file);
    assertRefused(arguments, InvalidSetting.class, "keyferry.exporter.signing-keys[204]");
  }

  @Test
  void keysOfWhichNoneSignsNowAreRefused() throws Exception {
    var arguments = without("nothing");
    arguments.add("--keyferry.exporter.signing-keys[0].from=2049-01-01T00:00:00Z");
    assertRefused(arguments, InvalidSetting.class, "at least one key that signs now");
  }

  @Test
  void unknownSettingIsRefused() throws Exception {
    var arguments = without("nothing");
    arguments.add("--keyferry.exporter.no-such-setting=1");
    assertRefused(arguments, InvalidSetting.class, "no-such-setting");
  }

  @Test
  @Tag("SP3")
  void filesThatWouldOutliveThePromiseOfDeletionAreRefusedWithTheSum() throws Exception {
    var arguments = without(".retention");
    arguments.add("--keyferry.exporter.retention=30d");
    assertRefused(
        arguments, InvalidSetting.class, "retention of the files 30 d + sweep that takes them");
  }

  @Test
  void bucketThatDoesNotExistIsToldWithTheSettingsToMend() throws Exception {
    var arguments = without("nothing");
    arguments.add("--keyferry.s3.bucket=no-such-bucket");
    assertRefused(arguments, UnusableStore.class, "no-such-bucket");
  }

  @Test
  void absentBrokersAreToldWithTheSettingToMend() throws Exception {
    var arguments = without("bootstrap-servers");
    arguments.add("--keyferry.kafka.bootstrap-servers=localhost:1");
    arguments.add("--keyferry.kafka.start-wait=1s");
    assertRefused(arguments, UnsuitableBrokers.class, "keyferry.kafka.bootstrap-servers");
  }

  private static List<String> without(String part) throws Exception {
    var arguments = new ArrayList<>(Arrays.asList(outside.exporter().arguments()));
    arguments.removeIf(argument -> argument.contains(part));
    return arguments;
  }

  @Test
  void processThatCanNotStartEndsWithAnErrorCode() throws Exception {
    var exporter = outside.exporter("--keyferry.exporter.deflate-level=10");
    try (var process = ExporterProcess.start(exporter, directory.resolve("exporter.log"))) {
      assertThat(process.awaitExit()).isEqualTo(1);
    }
    assertThat(directory.resolve("exporter.log"))
        .content()
        .contains("keyferry.exporter.deflate-level in the settings")
        .doesNotContain("\tat ");
  }

  private static void assertRefused(
      List<String> arguments, Class<? extends Throwable> type, String message) {
    Throwable thrown =
        catchThrowable(() -> ExporterApplication.start(arguments.toArray(String[]::new)).close());
    var causes = new ArrayList<Throwable>();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      causes.add(cause);
    }
    assertThat(causes)
        .anySatisfy(cause -> assertThat(cause).isInstanceOf(type).hasMessageContaining(message));
  }
}

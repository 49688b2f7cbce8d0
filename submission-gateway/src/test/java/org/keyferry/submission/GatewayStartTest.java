package org.keyferry.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.kafka.UnsuitableBrokers;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.topic.Topics;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A gateway that can't work does not start, and says what to mend. */
@ExtendWith(OutputCaptureExtension.class)
class GatewayStartTest {
  private static final String NOWHERE = "--keyferry.kafka.bootstrap-servers=127.0.0.1:1";

  @TempDir private Path directory;

  private List<String> required() {
    return new ArrayList<>(RunningGateway.required(new TestAuthority().writePublicKey(directory)));
  }

  private static void start(List<String> settings) {
    GatewayApplication.start(settings.toArray(String[]::new)).close();
  }

  @Test
  void absentBrokersAreToldInOneParagraph(CapturedOutput output) {
    List<String> settings = required();
    settings.add(NOWHERE);
    settings.add("--keyferry.kafka.start-wait=1s");

    assertThatThrownBy(() -> start(settings))
        .hasStackTraceContaining(UnsuitableBrokers.class.getName());
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("no answer from 127.0.0.1:1")
        .contains("Start the brokers, or set keyferry.kafka.bootstrap-servers")
        .doesNotContain("\tat org.keyferry");
  }

  @Test
  void missingHomeRegionIsToldBeforeBrokersAreAsked() {
    assertThatThrownBy(() -> start(List.of(NOWHERE)))
        .hasStackTraceContaining("keyferry.gateway.home-region");
  }

  @Test
  void promiseThatItsTopicWouldBreakIsToldBeforeBrokersAreAsked() {
    List<String> settings = required();
    settings.add(NOWHERE);
    settings.add("--keyferry.retention.everything=3d");

    assertThatThrownBy(() -> start(settings))
        .hasStackTraceContaining("expected 3 d 7 h 10 min or more");
  }

  @Test
  void missingRevisionKeyIsToldBeforeBrokersAreAsked() {
    List<String> settings = required();
    settings.removeIf(setting -> setting.contains("revision-keys"));
    settings.add(NOWHERE);

    assertThatThrownBy(() -> start(settings))
        .hasStackTraceContaining("keyferry.gateway.revision-keys")
        .hasStackTraceContaining("head -c 32 /dev/urandom > FILE makes one");
  }

  @Test
  void unknownSettingIsToldByName() {
    List<String> settings = required();
    settings.add("--keyferry.gateway.most-key=3");

    assertThatThrownBy(() -> start(settings))
        .hasRootCauseInstanceOf(InvalidSetting.class)
        .hasStackTraceContaining("keyferry.gateway.most-key");
  }

  @Test
  void topicWithOtherPartitionsIsTold() {
    try (var broker = EmbeddedBroker.start()) {
      List<String> settings = required();
      settings.add("--keyferry.kafka.bootstrap-servers=" + broker.bootstrapServers());
      start(settings);
      settings.add("--keyferry.topics.key-partitions=5");

      assertThatThrownBy(() -> start(settings))
          .hasStackTraceContaining(Topics.KEYS_SUBMITTED.name());
    }
  }
}

package org.keyferry.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayTest {
  @TempDir static Path directory;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway = RunningGateway.start(directory);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void uploadIsAnsweredWithTheNumberOfItsKeys() {
    Answer answer = gateway.publish(gateway.draft());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.inserted()).isEqualTo(14);
  }
}

package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.ProcessorDriver.START;
import static org.keyferry.processor.TestKeys.expired;
import static org.keyferry.processor.TestKeys.federated;
import static org.keyferry.processor.TestKeys.submitted;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.processor.admit.PeerIntake;
import org.keyferry.processor.admit.PeerIntake.Refusal;
import org.keyferry.wire.admission.RejectionReason;
import org.keyferry.wire.topic.Topics;

/** What peers may not bring goes no further, and nothing else changes. */
@Tag("V11")
class PeerRefusalTest {
  private boolean refusing = true;
  private final PeerIntake peers =
      (peer, origin, at) ->
          refusing
              ? Optional.of(new Refusal(RejectionReason.PEER_NOT_ALLOWED, "expected a, got b"))
              : Optional.empty();
  private final ProcessorDriver driver =
      new ProcessorDriver(
          TestPlans.plan(1, TestPlans.settings(1000), TestPlans.feed("NL", 10, 0)), peers);

  @AfterEach
  void close() {
    driver.close();
  }

  private void federate(FederatedKey event) {
    driver.send(
        Topics.KEYS_FEDERATED,
        event.getTemporaryExposureKey().getKeyData().toByteArray(),
        event.toByteArray(),
        driver.now());
  }

  @Test
  void keyOfAPeerThatIsNotAllowedIsADeadLetterAndCounted() {
    federate(federated(expired(7, START), "BE", null));
    driver.runFor(Duration.ofSeconds(15));

    var rejected = driver.assertRejected("peer-not-allowed");
    assertThat(rejected.getTopic()).isEqualTo(Topics.KEYS_FEDERATED.name());
    assertThat(rejected.getDetail()).isEqualTo("expected a, got b");
    assertThat(driver.count("keyferry.keys.rejected", "reason", "peer-not-allowed")).isEqualTo(1);
    assertThat(driver.keys("NL")).isEmpty();
  }

  @Test
  void keysOfPhonesDoNotDependOnPeers() {
    driver.submit(submitted(expired(1, START)));
    driver.runFor(Duration.ofSeconds(15));

    assertThat(driver.keys("NL")).isEqualTo(List.of(1L));
  }

  @Test
  void keyThatWasRefusedMayComeAgainWhenThePeerIsAllowed() {
    federate(federated(expired(7, START), "BE", null));
    refusing = false;
    federate(federated(expired(7, START), "BE", null));
    driver.runFor(Duration.ofSeconds(15));

    assertThat(driver.keys("NL")).isEqualTo(List.of(7L));
  }
}

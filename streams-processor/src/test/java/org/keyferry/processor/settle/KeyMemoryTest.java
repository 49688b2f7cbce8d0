package org.keyferry.processor.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.topic.Topics;

class KeyMemoryTest {
  private final AdmissionLimits limits = new AdmissionLimits(null, null, null);
  private final KeyMemory memory = KeyMemory.of(limits);

  @Test
  void keyIsForgottenNineteenDaysAfterItsValidityByDefault() {
    long end = Duration.ofDays(19).toSeconds();

    assertThat(memory.forgets(0, end * 1000 - 1)).isFalse();
    assertThat(memory.forgets(0, end * 1000)).isTrue();
  }

  @Property
  void repeatThatMayBeAdmittedIsStillKnownWhenItIsReadLateAndHeldForADay(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long validUntil,
      @ForAll @LongRange(min = 0, max = 15 * 86_400) long ageAtArrival,
      @ForAll @LongRange(min = 0, max = 259_200) long inTopic,
      @ForAll @LongRange(min = 0, max = 86_399) long held) {
    assertThat(Topics.KEYS_SUBMITTED.retention().toSeconds()).isEqualTo(259_200);
    long settled = validUntil + ageAtArrival + inTopic + held;

    assertThat(memory.forgets(validUntil, settled * 1000)).isFalse();
  }
}

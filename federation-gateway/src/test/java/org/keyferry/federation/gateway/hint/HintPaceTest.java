package org.keyferry.federation.gateway.hint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.peer.PeerId;

@Tag("V19")
class HintPaceTest {
  private static final PeerId BE = new PeerId("be.example");
  private Instant now = Instant.parse("2026-11-26T12:00:00Z");

  @Test
  void soManyAreTakenInAnyMinute() {
    var pace = new HintPace(2, () -> now);
    assertThat(pace.enter(BE)).isTrue();
    now = now.plusSeconds(50);
    assertThat(pace.enter(BE)).isTrue();
    assertThat(pace.enter(BE)).isFalse();

    now = now.plusSeconds(10);

    assertThat(pace.enter(BE)).isTrue();
    assertThat(pace.enter(BE)).isFalse();
  }

  @Test
  void onePeerTakesNothingFromAnother() {
    var pace = new HintPace(1, () -> now);
    assertThat(pace.enter(BE)).isTrue();
    assertThat(pace.enter(BE)).isFalse();

    assertThat(pace.enter(new PeerId("de.example"))).isTrue();
  }
}

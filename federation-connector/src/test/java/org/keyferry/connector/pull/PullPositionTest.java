package org.keyferry.connector.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.connector.screen.KeyLedger;

@Tag("V47")
class PullPositionTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final PullPosition FULL =
      new PullPosition(
          Optional.of("41"),
          Optional.of("a2a"),
          NOW,
          NOW.minusSeconds(60),
          NOW.minusSeconds(120),
          Optional.of(
              new OpenBatch(
                  "42", Optional.of("a2a"), "import/BE/42", 1500, new KeyCounts(1400, 60, 40))),
          SeenNames.NONE.plus("a").plus("b"),
          KeyLedger.EMPTY.plus(5, NOW));

  @Test
  void offsetIsReadAsItWas() {
    assertThat(PullPosition.of(FULL.toOffset())).isEqualTo(FULL);
    assertThat(PullPosition.of(PullPosition.START.toOffset())).isEqualTo(PullPosition.START);
  }

  @Test
  void noOffsetIsTheStart() {
    assertThat(PullPosition.of(null)).isEqualTo(PullPosition.START);
  }

  @Test
  void offsetHasWhatThePaperCallsState() {
    assertThat(FULL.toOffset())
        .containsEntry("lastBatchID", "41")
        .containsEntry("recommendedNextPollTime", NOW.getEpochSecond());
  }

  @Test
  void namesThatLeftTheListAreForgotten() {
    var seen = SeenNames.NONE.plus("a").plus("b");

    assertThat(seen.contains("a")).isTrue();
    assertThat(seen.within(List.of("b", "c")).contains("a")).isFalse();
    assertThat(seen.within(List.of("b", "c")).contains("b")).isTrue();
    assertThat(seen.within(List.of("b", "c")).contains("c")).isFalse();
  }
}

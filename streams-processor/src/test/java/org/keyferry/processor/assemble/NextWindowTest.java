package org.keyferry.processor.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.keyferry.processor.assemble.NextWindow.Empty;
import org.keyferry.processor.assemble.NextWindow.Filled;
import org.keyferry.processor.assemble.NextWindow.NotYet;
import org.keyferry.wire.feed.BatchWindow;

class NextWindowTest {
  private static final OptionalLong NONE = OptionalLong.empty();

  @Test
  void bucketThatIsNotMarkedToItsEndWaits() {
    assertThat(NextWindow.after(30, 59, 30, OptionalLong.of(40))).isEqualTo(new NotYet());
  }

  @Test
  void markedBucketWithAKeyIsFilled() {
    assertThat(NextWindow.after(30, 60, 30, OptionalLong.of(40))).isEqualTo(filled(30, 60));
  }

  @Test
  void markedBucketsWithoutKeysAreOneEmptyWindow() {
    assertThat(NextWindow.after(30, 125, 30, NONE)).isEqualTo(empty(30, 120));
  }

  @Test
  void emptyTimeBeforeAKeyEndsWhereItsBucketBegins() {
    assertThat(NextWindow.after(30, 300, 30, OptionalLong.of(130))).isEqualTo(empty(30, 120));
  }

  @Test
  void keyInABucketThatIsNotCompleteLeavesTheTimeBeforeEmpty() {
    assertThat(NextWindow.after(30, 100, 30, OptionalLong.of(95))).isEqualTo(empty(30, 90));
  }

  @Test
  void windowAfterAChangeOfTheBucketReachesTheNewGrid() {
    assertThat(NextWindow.after(40, 70, 30, OptionalLong.of(50))).isEqualTo(filled(40, 60));
    assertThat(NextWindow.after(40, 70, 30, NONE)).isEqualTo(empty(40, 60));
  }

  private static Filled filled(long start, long end) {
    return new Filled(BatchWindow.ofEpochSeconds(start, end));
  }

  private static Empty empty(long start, long end) {
    return new Empty(BatchWindow.ofEpochSeconds(start, end));
  }
}

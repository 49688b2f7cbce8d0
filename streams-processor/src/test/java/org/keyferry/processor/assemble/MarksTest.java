package org.keyferry.processor.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.keyferry.processor.assemble.ReceivedSlice.Mark;
import org.keyferry.processor.state.v1.FeedProgress;

class MarksTest {
  private static final FeedProgress NEW = FeedProgress.getDefaultInstance();

  @Test
  void nothingIsToldUntilEveryPartitionHasMarked() {
    var progress = Marks.add(NEW, mark(0, 10, 100));

    assertThat(Marks.through(progress, 2)).isEmpty();
  }

  @Test
  void slowestPartitionDecides() {
    var progress = Marks.add(Marks.add(NEW, mark(0, 10, 100)), mark(1, 20, 60));

    assertThat(Marks.through(progress, 2)).hasValue(60);
  }

  @Test
  void markThatEndsNoLaterChangesNothing() {
    var progress = Marks.add(NEW, mark(0, 10, 100));

    assertThat(Marks.add(progress, mark(0, 10, 100))).isEqualTo(progress);
    assertThat(Marks.add(progress, mark(0, 5, 50))).isEqualTo(progress);
  }

  @Test
  void firstBucketIsThatOfTheEarliestFirstMark() {
    var progress = Marks.add(Marks.add(NEW, mark(0, 100, 160)), mark(1, 70, 130));

    assertThat(Marks.begin(progress, second -> 30).getSealedThroughSeconds()).isEqualTo(60);
  }

  @Test
  void feedBeginsOnlyOnce() {
    var sealed = NEW.toBuilder().setSealedThroughSeconds(600).build();

    assertThat(Marks.begin(sealed, second -> 30)).isEqualTo(sealed);
  }

  private static Mark mark(int partition, long from, long through) {
    return new Mark("NL", partition, from, through);
  }
}

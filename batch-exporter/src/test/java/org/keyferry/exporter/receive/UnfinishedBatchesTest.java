package org.keyferry.exporter.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.keyferry.exporter.record.BatchId;

class UnfinishedBatchesTest {
  private static final BatchId FIRST = new BatchId("NL", 1);
  private static final BatchId SECOND = new BatchId("BE", 1);

  @Test
  void withoutAnUnfinishedBatchEverythingTakenMayBeCommitted() {
    var unfinished = new UnfinishedBatches(7);
    unfinished.taken(7);
    assertThat(unfinished.committable()).isEqualTo(8);
  }

  @Test
  void finishingAYoungerBatchDoesNotPassTheOlderOne() {
    var unfinished = new UnfinishedBatches(0);
    unfinished.begin(FIRST, 0);
    unfinished.taken(0);
    unfinished.begin(SECOND, 1);
    unfinished.taken(1);
    unfinished.finish(SECOND);
    unfinished.taken(2);
    assertThat(unfinished.committable()).isEqualTo(0);
  }

  @Test
  void finishingTheOldestBatchMovesToTheNextOldest() {
    var unfinished = new UnfinishedBatches(0);
    unfinished.begin(FIRST, 0);
    unfinished.taken(0);
    unfinished.begin(SECOND, 1);
    unfinished.taken(1);
    unfinished.finish(FIRST);
    unfinished.taken(2);
    assertThat(unfinished.committable()).isEqualTo(1);
  }

  /** Each number is a batch's next record; every third record of a batch ends it. */
  @Property
  void neverBeyondTheFirstRecordOfAnUnfinishedBatchAndNeverBack(
      @ForAll @Size(max = 200) List<@IntRange(max = 6) Integer> records) {
    var unfinished = new UnfinishedBatches(0);
    Map<Integer, Integer> recordsOf = new HashMap<>();
    Map<BatchId, Long> open = new HashMap<>();
    long before = 0;
    for (int offset = 0; offset < records.size(); offset++) {
      int feed = records.get(offset);
      int number = recordsOf.merge(feed, 1, Integer::sum) - 1;
      var batch = new BatchId("feed-" + feed, number / 3 + 1);
      if (number % 3 == 2) {
        unfinished.finish(batch);
        open.remove(batch);
      } else {
        unfinished.begin(batch, offset);
        open.putIfAbsent(batch, (long) offset);
      }
      unfinished.taken(offset);
      long expected = open.values().stream().min(Long::compare).orElse(offset + 1L);
      assertThat(unfinished.committable()).isEqualTo(expected).isGreaterThanOrEqualTo(before);
      assertThat(unfinished.size()).isEqualTo(open.size());
      before = unfinished.committable();
    }
  }
}

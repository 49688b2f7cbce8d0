package org.keyferry.processor.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.processor.InMemoryStore;
import org.keyferry.processor.TestKeys;
import org.keyferry.processor.assemble.ReceivedSlice.Chunk;
import org.keyferry.processor.chunk.EncodedKeys;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.key.Region;

/** Buckets of 30 s from second 3000 on, a minimum of 10 keys, and 100 s of patience. */
class WaitForMinimumPropertyTest {
  private static final int BUCKET = 30;
  private static final int WAIT = 100;
  private static final int MINIMUM = 10;
  private static final BatchWindow FIRST = BatchWindow.ofEpochSeconds(3000, 3030);

  private SliceStore slices;
  private long number;

  @Property(tries = 300)
  void noWindowIsSealedWithFewKeysBeforeItsOldestHasWaitedNorLater(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 5) Integer> perTenSeconds,
      @ForAll @IntRange(min = 3030, max = 3400) int marked) {
    slices = new SliceStore(InMemoryStore.of("chunks"));
    int first = -1;
    for (int i = 0; i < perTenSeconds.size(); i++) {
      keys(3000 + 10L * i, perTenSeconds.get(i));
      first = first < 0 && perTenSeconds.get(i) > 0 ? 3000 + 10 * i : first;
    }
    if (first < 0 || first >= 3030) {
      return;
    }
    long expected = -1;
    for (int end = 3030; expected < 0; end += BUCKET) {
      int sum = perTenSeconds.stream().limit((end - 3000) / 10).mapToInt(each -> each).sum();
      if (sum >= MINIMUM || end - first >= WAIT) {
        expected = end;
      }
    }

    assertThat(grown(marked).map(window -> window.end().getEpochSecond()))
        .isEqualTo(marked >= expected ? Optional.of(expected) : Optional.empty());
  }

  private Optional<BatchWindow> grown(long marked) {
    var feed = feed();
    return new WaitForMinimum(feed, slices).grown(FIRST, marked, Long.MAX_VALUE);
  }

  private static Feed feed() {
    var bucket = Duration.ofSeconds(BUCKET);
    return new Feed(
        "a",
        FeedKind.HUB,
        new Region("NL"),
        bucket,
        null,
        MINIMUM,
        Duration.ofSeconds(WAIT),
        null,
        null);
  }

  private void keys(long grain, int many) {
    for (int i = 0; i < many; i++) {
      var one = new EncodedKeys();
      one.add(BatchKey.newBuilder().setKeyData(TestKeys.bytes(number++)).build());
      slices.put(new Chunk("a", 0, grain, false, one));
    }
  }
}

package org.keyferry.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.ReportType;
import org.keyferry.processor.InMemoryStore;
import org.keyferry.processor.feed.FeedSet;

class FeedNumbersTest {
  private static final KnownKey KEY =
      new KnownKey(2_950_000, 144, ReportType.SELF_REPORT, ReportType.REVOKED, Long.MIN_VALUE);

  private final KeyValueStore<byte[], byte[]> store = InMemoryStore.of("feed-numbers");

  private static FeedSet feeds(int from, int to) {
    return FeedSet.of(IntStream.range(from, to).mapToObj(i -> "regional/R" + i).toList());
  }

  @Property
  void feedsAreReadBackByWhoeverReads(
      @ForAll @Size(max = 40) Set<@IntRange(max = 400) Integer> set) {
    var shared = InMemoryStore.of("feed-numbers");
    var writer = new FeedNumbers(shared);
    var reader = new FeedNumbers(shared);
    writer.encode(feeds(0, 300));
    FeedSet feeds = FeedSet.of(set.stream().map(i -> "regional/R" + i).toList());

    byte[] value = KEY.valueIn(writer.encode(feeds));

    assertThat(reader.feedsOf(value)).isEqualTo(feeds);
    assertThat(KnownKey.of(value)).isEqualTo(KEY);
  }

  @Test
  void twoStagesNeverGiveANumberTwice() {
    var one = new FeedNumbers(store);
    var other = new FeedNumbers(store);
    byte[] first = KEY.valueIn(one.encode(FeedSet.of(List.of("A"))));
    byte[] second = KEY.valueIn(other.encode(FeedSet.of(List.of("B"))));

    assertThat(one.feedsOf(second).ids()).containsExactly("B");
    assertThat(other.feedsOf(first).ids()).containsExactly("A");
  }

  @Test
  void aKeyCostsFewBytesHoweverManyFeedsItIsIn() {
    var numbers = new FeedNumbers(store);
    numbers.encode(feeds(0, 300));

    assertThat(numbers.encode(FeedSet.of(List.of()))).isEmpty();
    assertThat(numbers.encode(feeds(7, 8)).length).isLessThanOrEqualTo(3);
    assertThat(numbers.encode(feeds(120, 123)).length).isLessThanOrEqualTo(7);
    assertThat(numbers.encode(feeds(0, 300)).length).isLessThanOrEqualTo(39);
  }
}

package org.keyferry.federation.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.keyferry.event.v1.BatchAudience;
import org.keyferry.event.v1.BatchFeedKind;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.federation.gateway.feed.FeedAddress.AllToAll;
import org.keyferry.federation.gateway.feed.FeedRow.Found;

/** A consumer that just follows the numbers. */
class PublishedFeedsPropertyTest {
  private static final FeedAddress ADDRESS = new AllToAll();

  @Property
  @Tag("V29")
  void whoCountsUpGetsEveryFileThatIsThereOnceWhateverHasExpired(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 4) Integer> files,
      @ForAll Set<@IntRange(min = 1, max = 20) Integer> expired) {
    var feeds = new PublishedFeeds();
    long chunk = 1;
    int there = 0;
    int left = 0;
    for (int sequence = 1; sequence <= files.size(); sequence++) {
      int number = files.get(sequence - 1);
      feeds.put(batch(sequence, chunk, number));
      chunk += Math.max(1, number);
    }
    for (int sequence = 1; sequence <= files.size(); sequence++) {
      if (expired.contains(sequence)) {
        feeds.remove("all", sequence);
      } else {
        there += files.get(sequence - 1);
        left++;
      }
    }

    assertThat(filesFound(feeds)).isEqualTo(left == 0 ? 0 : there);
  }

  /** Follows the numbers from 1 on as the page of the protocol says. */
  private static int filesFound(PublishedFeeds feeds) {
    int found = 0;
    long next = 1;
    while (true) {
      switch (feeds.ask(ADDRESS, OptionalLong.of(next)).found()) {
        case Found.There there -> {
          assertThat(there.chunk().number()).isEqualTo(next);
          found += there.chunk().file().isPresent() ? 1 : 0;
          next++;
        }
        case Found.Expired gone -> {
          assertThat(gone.next()).isGreaterThan(next);
          next = gone.next();
        }
        case Found.NotYet _ -> {
          return found;
        }
      }
    }
  }

  private static PublishedBatch batch(long sequence, long firstChunk, int files) {
    var batch =
        PublishedBatch.newBuilder()
            .setFeed("all")
            .setSequence(sequence)
            .setWindowStartSeconds(sequence * 60)
            .setWindowEndSeconds(sequence * 60 + 60)
            .setAudience(BatchAudience.PEERS)
            .setFeedKind(BatchFeedKind.FEED_ALL_TO_ALL)
            .setFirstChunk(firstChunk);
    for (int number = 1; number <= files; number++) {
      batch.addObjectsBuilder().setName("all/0-60-0000" + number + ".zip");
    }
    return batch.build();
  }
}

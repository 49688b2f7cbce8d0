package org.keyferry.processor.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
class WaitForMinimumTest {
  private static final int BUCKET = 30;
  private static final int WAIT = 100;
  private static final int MINIMUM = 10;
  private static final BatchWindow FIRST = BatchWindow.ofEpochSeconds(3000, 3030);

  private final SliceStore slices = new SliceStore(InMemoryStore.of("chunks"));
  private long number;

  @Test
  void bucketWithEnoughKeysIsSealedAlone() {
    keys(3000, 4);
    keys(3020, 6);

    assertThat(grown(3030)).contains(FIRST);
  }

  @Test
  void windowGrowsByWholeBucketsUntilItHasTheMinimum() {
    keys(3000, 4);
    keys(3070, 6);

    assertThat(grown(3030)).isEmpty();
    assertThat(grown(3089)).isEmpty();
    assertThat(grown(3090)).contains(BatchWindow.ofEpochSeconds(3000, 3090));
  }

  @Test
  void windowEndsInTheBucketInWhichItsOldestKeyHasWaitedLongest() {
    keys(3010, 4);

    assertThat(grown(3119)).isEmpty();
    assertThat(grown(3120)).contains(BatchWindow.ofEpochSeconds(3000, 3120));
  }

  @Test
  void markThatComesLateChangesNoWindow() {
    keys(3010, 4);
    keys(3200, 50);

    assertThat(grown(9000)).contains(BatchWindow.ofEpochSeconds(3000, 3120));
  }

  @Test
  void revisedKeysNeitherCountNorWait() {
    revised(3000, 50);
    assertThat(grown(3030)).contains(FIRST);

    keys(3010, 1);
    assertThat(grown(3030)).isEmpty();
  }

  @Test
  void windowThatWaitsIsSealedWhereTheFeedChangesOrLeaves() {
    keys(3000, 1);

    var feed = feed(FeedKind.REGIONAL, null);
    var wait = new WaitForMinimum(feed, slices);
    assertThat(wait.grown(FIRST, 3059, 3060)).isEmpty();
    assertThat(wait.grown(FIRST, 9000, 3060)).contains(BatchWindow.ofEpochSeconds(3000, 3060));
  }

  @Test
  void publicFeedNeverWaits() {
    keys(3000, 1);

    var feed = feed(FeedKind.PUBLIC, null);
    assertThat(new WaitForMinimum(feed, slices).grown(FIRST, 3030, Long.MAX_VALUE)).contains(FIRST);
  }

  private Optional<BatchWindow> grown(long marked) {
    var feed = feed(FeedKind.ALL_TO_ALL, Duration.ofSeconds(WAIT));
    return new WaitForMinimum(feed, slices).grown(FIRST, marked, Long.MAX_VALUE);
  }

  private static Feed feed(FeedKind kind, Duration wait) {
    var bucket = Duration.ofSeconds(BUCKET);
    return new Feed("a", kind, new Region("NL"), bucket, null, MINIMUM, wait, null, null);
  }

  private void keys(long grain, int many) {
    put(grain, many, false);
  }

  private void revised(long grain, int many) {
    put(grain, many, true);
  }

  private void put(long grain, int many, boolean revised) {
    for (int i = 0; i < many; i++) {
      var one = new EncodedKeys();
      one.add(BatchKey.newBuilder().setKeyData(TestKeys.bytes(number++)).build());
      slices.put(new Chunk("a", 0, grain, revised, one));
    }
  }
}

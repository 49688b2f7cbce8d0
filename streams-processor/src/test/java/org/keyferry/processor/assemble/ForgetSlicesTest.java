package org.keyferry.processor.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.processor.InMemoryStore;
import org.keyferry.processor.assemble.FeedAssembly.AssemblyParts;
import org.keyferry.processor.assemble.ReceivedSlice.Chunk;
import org.keyferry.processor.chunk.EncodedKeys;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.processor.state.v1.FeedProgress;
import org.keyferry.processor.state.v1.Sealing;
import org.keyferry.processor.step.StepBudget;
import org.keyferry.processor.step.StepLimits;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.key.Region;

@Tag("SP3")
class ForgetSlicesTest {
  private static final long GRAIN = 1_700_000_000L / 3600 * 3600;
  private static final byte[] FEED = "gone".getBytes(StandardCharsets.UTF_8);

  private final KeyValueStore<byte[], byte[]> chunks = InMemoryStore.of("slice-chunks");
  private final KeyValueStore<byte[], byte[]> progress = InMemoryStore.of("feed-progress");
  private final LivePlan plan =
      LivePlan.unchanging(
          new FeedPlan(
              null,
              List.of(new Feed(null, null, new Region("NL"), null, null, null, null, null, null))));
  private final SliceStore slices = new SliceStore(chunks);
  private final WindowPadding padding =
      new WindowPadding(
          new RolesOverTime(plan),
          new Padding(new PaddingSecret(new byte[32])),
          slices,
          new ShownFakes(InMemoryStore.of("shown-fakes"), 0));
  private final AssemblyParts parts =
      new AssemblyParts(slices, progress, plan, padding, new Manifests(new Region("NL")), 1, 10);

  @Test
  void chunksOfAFeedThatLeftThePlanGoAfterTwoWeeks() {
    put("gone", GRAIN, 1);
    put("gone", GRAIN + 3600, 2);

    assertThat(step(Map.of(), millis(GRAIN, 14) + 1000)).isTrue();

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void chunksOfAFeedThatIsNeverMarkedGoTooAndOthersStay() {
    var feed = feed(FeedProgress.getDefaultInstance());
    put("NL", GRAIN, 1);
    put("NL", GRAIN + 7200, 2);

    step(Map.of("NL", feed), millis(GRAIN + 3600, 14));

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void chunksThatAreBeingSealedStayForTheBatch() {
    var sealing = Sealing.newBuilder().setWindowStartSeconds(GRAIN);
    put("NL", GRAIN, 1);

    step(
        Map.of("NL", feed(FeedProgress.newBuilder().setSealing(sealing).build())),
        millis(GRAIN, 20));

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void sweepGoesOnWhereItsStepEnded() {
    for (int number = 1; number <= 25; number++) {
      put("gone", GRAIN, number);
    }
    var sweep = new ForgetSlices(parts, Map.of());

    assertThat(sweep.step(budget(), millis(GRAIN, 15))).isFalse();
    assertThat(sweep.step(budget(), millis(GRAIN, 15))).isFalse();
    assertThat(sweep.step(budget(), millis(GRAIN, 15))).isTrue();

    assertThat(count()).isZero();
  }

  @Test
  void lastKeyOfABatchThatAFeedLeftUnfinishedGoesAfterTwoWeeks()
      throws InvalidProtocolBufferException {
    var sealing =
        Sealing.newBuilder()
            .setWindowEndSeconds(GRAIN)
            .setLastKey(ByteString.copyFrom(new byte[16]));
    progress.put(
        FEED, FeedProgress.newBuilder().setSequence(7).setSealing(sealing).build().toByteArray());

    step(Map.of(), millis(GRAIN, 14));
    assertThat(FeedProgress.parseFrom(progress.get(FEED)).hasSealing()).isTrue();
    step(Map.of(), millis(GRAIN, 14) + 1000);

    assertThat(FeedProgress.parseFrom(progress.get(FEED)))
        .isEqualTo(FeedProgress.newBuilder().setSequence(7).build());
  }

  @Test
  void sweepLeavesATraceOfItselfAlsoWhereNoFeedIsLeft() {
    byte[] trace = {0};
    progress.put(trace, new byte[0]);

    step(Map.of(), millis(GRAIN, 1));

    assertThat(progress.get(trace)).as("deleted by it").isNull();
  }

  private boolean step(Map<String, FeedAssembly> feeds, long now) {
    return new ForgetSlices(parts, feeds).step(budget(), now);
  }

  private static StepBudget budget() {
    return new StepLimits(10, Duration.ofSeconds(5)).begin();
  }

  private FeedAssembly feed(FeedProgress read) {
    return new FeedAssembly("NL", read, parts);
  }

  private void put(String feed, long grain, int number) {
    byte[] key = new byte[16];
    key[15] = (byte) number;
    var keys = new EncodedKeys();
    keys.add(
        BatchKey.newBuilder()
            .setKeyData(ByteString.copyFrom(key))
            .setRollingStartIntervalNumber(1)
            .setRollingPeriod(144)
            .build());
    parts.slices().put(new Chunk(feed, 0, grain, false, keys));
  }

  private int count() {
    int count = 0;
    try (var entries = chunks.all()) {
      while (entries.hasNext()) {
        entries.next();
        count++;
      }
    }
    return count;
  }

  private static long millis(long second, int days) {
    return (second + Duration.ofDays(days).toSeconds()) * 1000;
  }
}

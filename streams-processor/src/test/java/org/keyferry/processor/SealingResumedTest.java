package org.keyferry.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.TestKeys.expired;
import static org.keyferry.processor.TestKeys.submitted;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.event.v1.RegionsOfInterest;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.key.Region;

/** A crash between the chunks of padded batches, which are far larger than a step. */
class SealingResumedTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final int STEP = 10;
  private static final Duration BUCKET = Duration.ofSeconds(10);

  private SimulatedPipeline pipeline;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 8, 11, 14, 17})
  @Tag("G04")
  void crashBetweenChunksOfPaddedBatchesChangesNoByte(int chunks) {
    var undisturbed = sealed(Integer.MAX_VALUE);
    var resumed = sealed(chunks);

    assertThat(resumed).isEqualTo(undisturbed);
  }

  @Test
  void thereAreChunksToCrashBetween() {
    var sealed = sealed(Integer.MAX_VALUE);

    assertThat(sealed).filteredOn(SealedBatch::hasChunk).hasSizeGreaterThan(17);
    assertThat(sealed)
        .filteredOn(record -> record.getManifest().getPadding() > STEP)
        .extracting(SealedBatch::getFeed)
        .contains("NL", "to-BE");
  }

  /** What is sealed if the task crashes once so many chunks are committed, with more under way. */
  private List<SealedBatch> sealed(int chunksBeforeCrash) {
    var regional =
        new Feed(
            "to-BE",
            FeedKind.REGIONAL,
            new Region("BE"),
            BUCKET,
            Duration.ofSeconds(1),
            90,
            Duration.ofSeconds(20),
            null,
            null);
    pipeline =
        new SimulatedPipeline(
            TestPlans.plan(1, TestPlans.settings(STEP), TestPlans.feed("NL", 10, 60), regional),
            START);
    for (long number = 0; number < 20; number++) {
      pipeline.submit(
          submitted(expired(number, START)).toBuilder()
              .setConsentToFederation(true)
              .setRegionsOfInterest(
                  RegionsOfInterest.newBuilder().addRegions(number < 7 ? "BE" : "FR"))
              .build(),
          START);
    }
    var assembling = pipeline.tasks().getLast();
    boolean crashed = false;
    while (pipeline.now.isBefore(START.plusSeconds(90))) {
      pipeline.now = pipeline.now.plusMillis(100);
      for (SimulatedTask task : pipeline.tasks()) {
        task.poll(Integer.MAX_VALUE, pipeline.now.toEpochMilli());
        task.punctuate(pipeline.now.toEpochMilli());
        if (task.equals(assembling) && !crashed && committedChunks() >= chunksBeforeCrash) {
          crashed = true;
          pipeline.crash(task);
        }
        task.commit();
      }
    }
    assertThat(crashed).isEqualTo(chunksBeforeCrash < Integer.MAX_VALUE);
    return List.copyOf(pipeline.sealed);
  }

  private long committedChunks() {
    return pipeline.sealed.stream().filter(SealedBatch::hasChunk).count();
  }
}

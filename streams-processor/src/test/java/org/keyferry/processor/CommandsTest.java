package org.keyferry.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.processor.TestKeys.expired;
import static org.keyferry.processor.TestKeys.submitted;

import java.time.Duration;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.FeedCommand;
import org.keyferry.event.v1.RebuildBatch;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.WithdrawBatch;
import org.keyferry.wire.topic.Topics;

/** Commands on batches get the next number of their feed, or are refused where all can see it. */
class CommandsTest {
  private static final int CHUNK = 300;

  private final ProcessorDriver driver =
      new ProcessorDriver(
          TestPlans.plan(
              1,
              TestPlans.settings(CHUNK),
              TestPlans.feed("NL", 10, 0),
              TestPlans.feed("NL-20", 20, 0)));

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void commandGetsTheNextNumberAndTheNextBatchTheOneAfter() {
    driver.runFor(Duration.ofSeconds(15));
    var command = withdraw("NL", 1);
    give(command);
    driver.runFor(Duration.ofSeconds(10));

    var manifests = driver.manifests("NL");
    assertThat(manifests).extracting(SealedBatch::getSequence).containsExactly(1L, 2L, 3L);
    assertThat(manifests)
        .extracting(batch -> batch.getManifest().hasCommand())
        .containsExactly(false, true, false);
    assertThat(manifests.get(1).getManifest().getCommand()).isEqualTo(command);
    assertThat(manifests.get(1).getManifest().getRegion()).isEqualTo("NL");
    assertThat(manifests.get(1).getWindowEndSeconds())
        .isEqualTo(manifests.get(0).getWindowEndSeconds());
    assertThat(manifests.get(2).getWindowStartSeconds())
        .as("windows follow each other")
        .isEqualTo(manifests.get(0).getWindowEndSeconds());
    assertThat(driver.manifests("NL-20")).noneMatch(batch -> batch.getManifest().hasCommand());
  }

  @Test
  void commandThatIsRepeatedDoesNothing() {
    driver.runFor(Duration.ofSeconds(15));
    var command = withdraw("NL", 1);
    give(command);
    give(command);
    driver.runFor(Duration.ofSeconds(1));
    give(command);
    driver.runFor(Duration.ofSeconds(1));

    assertThat(driver.manifests("NL")).hasSize(2);
    assertThat(driver.rejected()).isEmpty();
  }

  @Test
  void commandThatComesWhileABatchIsWrittenWaitsForItsManifest() {
    LongStream.range(0, 5 * CHUNK)
        .forEach(number -> driver.submit(submitted(expired(number, driver.now()))));
    driver.runFor(Duration.ofSeconds(12));
    while (driver.sealed().stream().noneMatch(SealedBatch::hasChunk)) {
      driver.jump(Duration.ofMillis(10));
    }
    assertThat(driver.manifests("NL")).as("the batch is being written").isEmpty();
    give(rebuild("NL", 1));
    assertThat(driver.assertRejected("command-refused").getDetail()).contains("at most 0");
    driver.runFor(Duration.ofSeconds(5));
    give(rebuild("NL", 1));
    driver.runFor(Duration.ofSeconds(1));

    assertThat(driver.sealed().stream().filter(batch -> batch.getFeed().equals("NL")))
        .filteredOn(batch -> batch.getSequence() == 1)
        .last()
        .matches(SealedBatch::hasManifest);
    assertThat(driver.manifests("NL")).last().matches(last -> last.getManifest().hasCommand());
  }

  @Test
  void commandsOnWhatTheFeedDoesNotHaveAreRefusedWithTheirPlace() {
    driver.runFor(Duration.ofSeconds(15));

    give(withdraw("NL", 2));
    var refused = driver.assertRejected("command-refused");
    assertThat(refused.getDetail()).contains("sequence", "at most 1", "got 2");
    assertThat(refused.getTopic()).isEqualTo(Topics.FEEDS_COMMANDS.name());
    give(withdraw("BE", 1));
    assertThat(driver.assertRejected("command-refused").getDetail()).contains("feed");
    give(withdraw("NL", 1).toBuilder().setId("one").build());
    assertThat(driver.assertRejected("command-refused").getDetail()).contains("UUID");
    send("NL", new byte[] {1, 2, 3});
    driver.assertRejected("malformed-record");
    send("NL", null);
    driver.assertRejected("command-refused");
    driver.runFor(Duration.ofSeconds(1));
    assertThat(driver.manifests("NL")).hasSize(1);
  }

  private static FeedCommand withdraw(String feed, long sequence) {
    return command(feed)
        .setWithdraw(WithdrawBatch.newBuilder().setSequence(sequence).setReason("wrong test kit"))
        .build();
  }

  private static FeedCommand rebuild(String feed, long sequence) {
    return command(feed).setRebuild(RebuildBatch.newBuilder().setSequence(sequence)).build();
  }

  private static FeedCommand.Builder command(String feed) {
    return FeedCommand.newBuilder().setFeed(feed).setId(UUID.randomUUID().toString());
  }

  private void give(FeedCommand command) {
    send(command.getFeed(), command.toByteArray());
  }

  private void send(String feed, byte[] value) {
    driver.send(Topics.FEEDS_COMMANDS, feed.getBytes(UTF_8), value, driver.now());
  }
}

package org.keyferry.exporter.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.PublishedBatch;

class BatchWriterTest {
  private static final PublishedBatch BATCH =
      PublishedBatch.newBuilder().setFeed("NL").setSequence(3).build();

  private final RecordedLog recorded = new RecordedLog();
  private final BatchWriter writer = recorded.log().writer(0);

  @Test
  void batchIsRecordedOnceHoweverOftenItsStepAsksTheFence() throws IOException {
    writer.append(
        BATCH,
        fence -> {
          fence.check();
          fence.check();
          fence.check();
        });
    assertThat(recorded.ofWriters().getFirst().history()).hasSize(1);
    assertThat(recorded.log().batches().find(new BatchId("NL", 3))).isPresent();
  }

  @Test
  void nobodySeesABatchWhoseStepFails() throws IOException {
    assertThatThrownBy(() ->
            writer.append(
                BATCH,
                fence -> {
                  fence.check();
                  throw new IOException("the store is away");
                }))
        .hasMessageContaining("batch NL/3", "the store is away");
    assertThat(recorded.ofWriters().getFirst().history()).isEmpty();
    assertThat(recorded.log().batches().find(new BatchId("NL", 3))).isEmpty();
    assertThat(writer.takeOver()).as("it is the writer yet").isFalse();
  }

  @Test
  void whetherACommitWithoutAnAnswerIsOneIsAskedOfTheLog() throws IOException {
    writer.open();
    recorded.ofWriters().getFirst().commitTransactionException = new TimeoutException("no answer");
    assertThatThrownBy(() -> writer.append(BATCH)).hasMessageContaining("no answer");
    recorded.fromElsewhere(BATCH);

    assertThat(writer.takeOver()).as("all that was decided is to be decided anew").isTrue();
    assertThat(recorded.log().batches().find(new BatchId("NL", 3))).contains(BATCH);
    assertThat(recorded.ofWriters()).hasSize(2);
    assertThat(recorded.ofWriters().getFirst().closed()).isTrue();
  }
}

package org.keyferry.exporter.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.PublishedBatch;

class PublishedLogTest {
  private final RecordedLog recorded = new RecordedLog();
  private final PublishedLog log = recorded.log();

  @Test
  void keyHasTenDigitsSoThatItSortsBySequence() {
    assertThat(PublishedLog.key(new BatchId("NL", 42))).isEqualTo("NL/0000000042");
  }

  @Test
  void whatOthersPublishedIsKnownAfterCatchingUp() throws IOException {
    recorded.fromElsewhere(batch(7));
    log.catchUp();
    assertThat(log.batches().find(new BatchId("NL", 7))).contains(batch(7));
    assertThat(log.batches().lastSequence("NL")).isEqualTo(7);
  }

  @Test
  void whatOthersExpiredIsForgotten() throws IOException {
    recorded.fromElsewhere(batch(7));
    recorded.fromElsewhere("NL/0000000007", null);
    log.catchUp();
    assertThat(log.batches().find(new BatchId("NL", 7))).isEmpty();
  }

  @Test
  void recordsThatAreNotOursAreLeftOut() throws IOException {
    recorded.fromElsewhere("no key of ours", null);
    recorded.fromElsewhere("NL/0000000001", new byte[] {1, 2, 3});
    recorded.fromElsewhere(batch(3).toBuilder().setAudienceValue(77).build());
    recorded.fromElsewhere(batch(2));
    log.catchUp();
    assertThat(log.batches().newest(20)).containsExactly(batch(2));
  }

  @Test
  void ownBatchesAreKnownAtOnce() throws IOException {
    recorded.append(batch(3));
    assertThat(log.batches().find(new BatchId("NL", 3))).contains(numbered(batch(3), 3));
  }

  @Test
  void chunksAreNumberedDenselyWithOneForEachFile() throws IOException {
    recorded.append(batch(1));
    recorded.append(withFiles(2, 3));
    recorded.append(batch(3));
    recorded.append(batch(4));

    assertThat(log.batches().newest(20))
        .extracting(PublishedBatch::getFirstChunk)
        .containsExactlyInAnyOrder(1L, 2L, 5L, 6L);
  }

  @Test
  void batchThatIsRecordedAgainKeepsItsChunks() throws IOException {
    recorded.append(withFiles(1, 3));
    recorded.append(batch(2));
    recorded.append(withFiles(1, 3).toBuilder().setKeys(7).build());

    assertThat(log.batches().find(new BatchId("NL", 1)).orElseThrow().getFirstChunk()).isEqualTo(1);
    assertThat(log.batches().find(new BatchId("NL", 2)).orElseThrow().getFirstChunk()).isEqualTo(4);
  }

  @Test
  void feedOfWhichAllIsForgottenDoesNotBeginAgainAtOne() throws IOException {
    recorded.append(batch(9));
    log.expire(new BatchId("NL", 9));
    recorded.append(batch(10));

    assertThat(log.batches().newest(1).getFirst().getFirstChunk()).isEqualTo(10);
  }

  @Test
  void expiryWritesATombstone() throws IOException {
    recorded.append(batch(3));
    log.expire(new BatchId("NL", 3));
    assertThat(recorded.tombstones()).containsExactly("NL/0000000003");
    assertThat(log.batches().find(new BatchId("NL", 3))).isEmpty();
  }

  private static PublishedBatch numbered(PublishedBatch batch, long firstChunk) {
    return batch.toBuilder().setFirstChunk(firstChunk).build();
  }

  private static PublishedBatch withFiles(long sequence, int files) {
    var batch = batch(sequence).toBuilder();
    for (int number = 1; number <= files; number++) {
      batch.addObjectsBuilder().setName("NL/0-60-0000" + number + ".zip");
    }
    return batch.build();
  }

  private static PublishedBatch batch(long sequence) {
    return PublishedBatch.newBuilder().setFeed("NL").setSequence(sequence).build();
  }
}

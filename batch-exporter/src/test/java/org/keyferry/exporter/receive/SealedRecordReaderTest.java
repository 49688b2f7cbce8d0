package org.keyferry.exporter.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.event.v1.BatchAudience;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SealedManifest;
import org.keyferry.exporter.SealedBatchRecords;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.record.BatchTerms;

class SealedRecordReaderTest {
  private static final SealedBatchRecords BATCH = SealedBatchRecords.of("NL", 3, 6, 2);
  private static final byte[] CHUNK = BATCH.chunkValues().getFirst();

  @Test
  void chunkTellsItsBatchAndNumber() throws MalformedRecord {
    var chunk = (SealedRecord.Chunk) SealedRecordReader.read(BATCH.chunkValues().get(1), "here");
    assertThat(chunk.batch()).isEqualTo(new BatchId("NL", 3));
    assertThat(chunk.number()).isEqualTo(1);
    assertThat(chunk.window().start().getEpochSecond()).isEqualTo(BATCH.windowStart());
  }

  @Test
  void manifestTellsWhatTheBatchHolds() throws MalformedRecord {
    var manifest =
        (SealedRecord.Manifest) SealedRecordReader.read(BATCH.values().getLast(), "here");
    assertThat(manifest.keys()).isEqualTo(6);
    assertThat(manifest.region().code()).isEqualTo("NL");
    assertThat(manifest.chunkSha256()).hasSize(2);
  }

  @Test
  void manifestTellsWhatTheFeedSaysOfItsFiles() throws MalformedRecord {
    byte[] value =
        manifest(m ->
            m.setAudience(BatchAudience.PEERS).setRetentionSeconds(3600).setMaximumKeysPerFile(7));
    var manifest = (SealedRecord.Manifest) SealedRecordReader.read(value, "here");
    assertThat(manifest.terms()).isEqualTo(new BatchTerms(BatchAudience.PEERS, 3600, 7, "NL", 0));
  }

  @Test
  void manifestForAnAudienceThatIsNotKnownIsMalformed() {
    assertMalformed(manifest(m -> m.setAudienceValue(77)), "audience");
    assertMalformed(manifest(m -> m.setRetentionSeconds(-1)), "retention");
    assertMalformed(manifest(m -> m.setMaximumKeysPerFile(-1)), "maximum keys per file");
  }

  private static byte[] manifest(UnaryOperator<SealedManifest.Builder> change) {
    try {
      var batch = SealedBatch.parseFrom(BATCH.values().getLast()).toBuilder();
      return batch.setManifest(change.apply(batch.getManifestBuilder())).build().toByteArray();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void missingValueIsMalformed() {
    assertThatThrownBy(() -> SealedRecordReader.read(null, "topic-0@7"))
        .isInstanceOf(MalformedRecord.class)
        .hasMessage("value in topic-0@7: expected a SealedBatch, got none");
  }

  @Test
  void recordWithoutContentIsMalformed() {
    var bare = SealedBatch.newBuilder().setFeed("NL").setSequence(1).build().toByteArray();
    assertMalformed(bare, "content in here");
  }

  @ParameterizedTest
  @CsvSource({"../NL", "''", "a_b", "NL/x"})
  void feedThatIsNoPathIsMalformed(String feed) {
    assertMalformed(with(batch -> batch.setFeed(feed)), "feed id");
  }

  @Test
  void keysThatDoNotAscendAreMalformed() {
    assertMalformed(
        with(batch -> {
          var chunk = batch.getChunkBuilder();
          var first = chunk.getKeys(0);
          return batch.setChunk(chunk.setKeys(0, chunk.getKeys(1)).setKeys(1, first));
        }),
        "order of keys");
  }

  @Test
  void sameKeyTwiceIsMalformed() {
    assertMalformed(
        with(batch ->
            batch.setChunk(batch.getChunkBuilder().setKeys(1, batch.getChunk().getKeys(0)))),
        "order of keys");
  }

  @Test
  void fieldsOutOfRangeAreMalformed() {
    assertMalformedKey(key -> key.setKeyData(ByteString.copyFrom(new byte[15])), "key length");
    assertMalformedKey(BatchKey.Builder::clearKeyData, "key in here");
    assertMalformedKey(key -> key.setRollingPeriod(0), "rolling period");
    assertMalformedKey(key -> key.setRollingPeriod(145), "rolling period");
    assertMalformedKey(key -> key.setRollingStartIntervalNumber(-1), "rolling start");
    assertMalformedKey(key -> key.setTransmissionRisk(9), "transmission risk");
    assertMalformedKey(key -> key.setReportTypeValue(6), "report type");
    assertMalformedKey(key -> key.setDaysSinceOnset(128), "days since onset");
  }

  @Test
  void originOfAKeyGoesNoFurther() throws MalformedRecord {
    var withOrigins =
        with(batch -> {
          var chunk = batch.getChunkBuilder();
          chunk.getKeysBuilderList().forEach(key -> key.setOrigin("GB-SCT"));
          return batch.setChunk(chunk);
        });

    assertThat(keys(withOrigins)).isEqualTo(keys(CHUNK));
  }

  private static ByteBuffer keys(byte[] value) throws MalformedRecord {
    return ((SealedRecord.Chunk) SealedRecordReader.read(value, "here")).keys();
  }

  @Property(tries = 300)
  void anythingElseIsMalformedAndNothingWorse(@ForAll byte[] value) {
    assertMalformed(value, "here");
  }

  @Example
  void everyCutRecordIsMalformed() {
    for (int length = 0; length < CHUNK.length; length++) {
      assertMalformed(Arrays.copyOf(CHUNK, length), "here");
    }
  }

  private static void assertMalformedKey(UnaryOperator<BatchKey.Builder> change, String message) {
    assertMalformed(
        with(batch ->
            batch.setChunk(
                batch
                    .getChunkBuilder()
                    .setKeys(0, change.apply(batch.getChunk().getKeys(0).toBuilder())))),
        message);
  }

  private static byte[] with(UnaryOperator<SealedBatch.Builder> change) {
    try {
      return change.apply(SealedBatch.parseFrom(CHUNK).toBuilder()).build().toByteArray();
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertMalformed(byte[] value, String message) {
    assertThatThrownBy(() -> SealedRecordReader.read(value, "here"))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining(message);
  }
}

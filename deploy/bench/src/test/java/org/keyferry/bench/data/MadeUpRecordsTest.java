package org.keyferry.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.wire.admission.Admission.Admitted;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.admission.CandidateKey;
import org.keyferry.wire.admission.KeyAdmission;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;

class MadeUpRecordsTest {
  private static final Instant ARRIVAL = Instant.parse("2026-03-01T12:00:00Z");
  private static final int SIZE = 20_000;

  private final MadeUpKeys keys = new MadeUpKeys(7, ARRIVAL);

  @Test
  void keysOfDifferentIndicesDiffer() {
    var seen = new HashSet<>(LongStream.range(0, SIZE).mapToObj(keys::key).toList());

    assertThat(seen).hasSize(SIZE);
  }

  @Test
  void ascendingKeysAscendStrictly() {
    List<DiagnosisKey> all =
        LongStream.range(0, SIZE).mapToObj(index -> keys.ascendingKey(index, SIZE)).toList();

    for (int i = 1; i < SIZE; i++) {
      assertThat(all.get(i - 1).key()).isLessThan(all.get(i).key());
    }
  }

  @Test
  void everySubmittedRecordIsAdmittedAndPastItsEmbargo() throws Exception {
    var rules = new KeyAdmission(new AdmissionLimits(null, null, null), Duration.ofMinutes(10));
    for (var record : submitted(1_000)) {
      var event = SubmittedKey.parseFrom(record.value());
      var candidate = CandidateKey.of(event.getTemporaryExposureKey(), event.getMetadata());

      var admission = rules.judge(candidate, ARRIVAL);

      assertThat(admission).isInstanceOf(Admitted.class);
      assertThat(((Admitted) admission).key().validUntil())
          .isBeforeOrEqualTo(ARRIVAL.minus(Duration.ofHours(2)));
      assertThat(record.key())
          .isEqualTo(event.getTemporaryExposureKey().getKeyData().toByteArray());
    }
  }

  @Test
  void oneSubmittedRecordInTwentyRepeatsAnEarlierOne() {
    var seen = new HashSet<String>();
    int repeats = 0;
    for (var record : submitted(SIZE)) {
      repeats += seen.add(HexFormat.of().formatHex(record.value())) ? 0 : 1;
    }

    assertThat(repeats).isEqualTo(SIZE / 20);
    assertThat(seen).hasSize(new SubmittedRecords(keys, 0, SIZE, Concern.only("NL")).distinct());
  }

  @Test
  void sealedBatchHasChunksBelowTheLimitAndAManifestThatCountsThem() throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    var feed =
        new Feed(null, null, new Region("NL"), Duration.ofHours(2), null, 0, null, null, null);
    var window = BatchWindow.containing(ARRIVAL, feed.bucket());

    new SealedRecords(keys, SIZE, feed, 3, window).forEach(records::add);

    var last = SealedBatch.parseFrom(records.getLast().value());
    assertThat(last.getManifest().getKeys()).isEqualTo(SIZE);
    assertThat(last.getManifest().getChunkSha256Count()).isEqualTo(records.size() - 1);
    assertThat(last.getSequence()).isEqualTo(3);
    assertThat(records)
        .allSatisfy(record -> assertThat(record.value()).hasSizeLessThan(256 * 1024));
    assertThat(records.stream().mapToInt(MadeUpRecordsTest::keysIn).sum()).isEqualTo(SIZE);
  }

  private List<ProducerRecord<byte[], byte[]>> submitted(int count) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    new SubmittedRecords(keys, 0, count, Concern.only("NL")).forEach(records::add);
    return records;
  }

  private static int keysIn(ProducerRecord<byte[], byte[]> record) {
    try {
      return SealedBatch.parseFrom(record.value()).getChunk().getKeysCount();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}

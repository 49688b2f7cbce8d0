package org.keyferry.bench.data;

import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.keyferry.event.v1.KeyMetadata;
import org.keyferry.event.v1.SubmittedKey;
import org.keyferry.event.v1.TemporaryExposureKey;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.topic.Topics;

/**
 * Records of {@code keys.submitted}, of which exactly every twentieth repeats an earlier one, as an
 * upload that was tried again does.
 *
 * <p>in: {@link MadeUpKeys}; out: records for {@code keys.submitted}
 *
 * @param keys where keys come from
 * @param first index of the first key
 * @param records how many records, repeats included
 * @param concern the regions of the keys
 */
public record SubmittedRecords(MadeUpKeys keys, long first, int records, Concern concern) {
  private static final int REPEAT_EVERY = 20;

  /** How many different keys are among the records. */
  public int distinct() {
    return records - records / REPEAT_EVERY;
  }

  /** Hands over every record, in order. */
  public void forEach(Consumer<ProducerRecord<byte[], byte[]>> consumer) {
    for (int position = 0; position < records; position++) {
      consumer.accept(record(first + indexAt(position)));
    }
  }

  /** Takes a key and the number of feeds that it is for. */
  @FunctionalInterface
  public interface FedKey {
    /** Takes the next one. */
    void accept(DiagnosisKey key, int feeds);
  }

  /** Hands over every different key once; each is for the public feed too. */
  public void forEachDistinct(FedKey consumer) {
    for (int index = 0; index < distinct(); index++) {
      consumer.accept(keys.key(first + index), 1 + concern.feedsOf(first + index));
    }
  }

  /** The index of the key at a position: its own, or at every twentieth that of an earlier one. */
  private static int indexAt(int position) {
    if (position % REPEAT_EVERY != REPEAT_EVERY - 1) {
      return position - position / REPEAT_EVERY;
    }
    int earlier = (int) (position * 2_654_435_761L % position);
    return indexAt(earlier % REPEAT_EVERY == REPEAT_EVERY - 1 ? earlier - 1 : earlier);
  }

  private ProducerRecord<byte[], byte[]> record(long index) {
    DiagnosisKey key = keys.key(index);
    var metadata =
        KeyMetadata.newBuilder()
            .setTransmissionRisk(key.risk().level())
            .setReportType(key.reportType());
    key.daysSinceOnset().ifPresent(metadata::setDaysSinceOnset);
    byte[] value =
        SubmittedKey.newBuilder()
            .setTemporaryExposureKey(
                TemporaryExposureKey.newBuilder()
                    .setKeyData(key.key().toByteString())
                    .setRollingStartIntervalNumber(key.start().number())
                    .setRollingPeriod(key.period().intervals()))
            .setMetadata(metadata)
            .setOrigin(concern.origin())
            .setRegionsOfInterest(concern.of(index))
            .setConsentToFederation(concern.ofEach() > 0)
            .build()
            .toByteArray();
    return new ProducerRecord<>(
        Topics.KEYS_SUBMITTED.name(),
        null,
        keys.arrival().toEpochMilli(),
        key.key().toByteArray(),
        value);
  }
}

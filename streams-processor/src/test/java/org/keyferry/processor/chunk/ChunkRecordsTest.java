package org.keyferry.processor.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.FeedSlice;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SealedChunk;
import org.keyferry.event.v1.SliceChunk;
import org.keyferry.processor.TestKeys;

class ChunkRecordsTest {

  @Property(tries = 200)
  void sealedChunkIsWhatTheGeneratedClassesWrite(
      @ForAll("keys") List<BatchKey> keys, @ForAll boolean revised) {
    var envelope = SealedBatch.newBuilder().setFeed("NL").setSequence(7).build();

    byte[] written = ChunkRecords.sealed(envelope, 3, revised, encoded(keys));

    var chunk = SealedChunk.newBuilder().setNumber(3).addAllKeys(keys).setRevised(revised);
    assertThat(written).isEqualTo(envelope.toBuilder().setChunk(chunk).build().toByteArray());
  }

  @Property(tries = 200)
  void sliceIsWhatTheGeneratedClassesWrite(
      @ForAll("keys") List<BatchKey> keys, @ForAll boolean revised) {
    var envelope = FeedSlice.newBuilder().setFeed("NL").setKeyPartition(2).build();

    byte[] written = ChunkRecords.slice(envelope, 1_772_000_000L, revised, encoded(keys));

    var chunk =
        SliceChunk.newBuilder()
            .setGrainStartSeconds(1_772_000_000L)
            .addAllKeys(keys)
            .setRevised(revised);
    assertThat(written).isEqualTo(envelope.toBuilder().setChunk(chunk).build().toByteArray());
  }

  @Property(tries = 200)
  void cursorGivesBackEveryKeyInOrder(@ForAll("keys") List<BatchKey> keys)
      throws InvalidProtocolBufferException {
    var read = new ArrayList<BatchKey>();
    var copied = new EncodedKeys();

    for (var at = new KeyCursor(encoded(keys).toByteArray(), 0); !at.atEnd(); at.advance()) {
      read.add(BatchKey.parseFrom(at.batchKey()));
      assertThat(ByteString.copyFrom(at.key())).isEqualTo(read.getLast().getKeyData());
      copied.addFrom(at);
      assertThat(copied.lastKey()).isEqualTo(at.key());
    }

    assertThat(read).isEqualTo(keys);
    assertThat(copied.toByteArray()).isEqualTo(encoded(keys).toByteArray());
    assertThat(copied.firstKey()).isEqualTo(keys.getFirst().getKeyData().toByteArray());
  }

  @Property(tries = 200)
  void cursorsCompareAsUnsignedBytesDo(
      @ForAll("keys") List<BatchKey> one, @ForAll("keys") List<BatchKey> other) {
    var left = new KeyCursor(encoded(one).toByteArray(), 0);
    var right = new KeyCursor(encoded(other).toByteArray(), 0);

    int expected =
        ByteString.unsignedLexicographicalComparator()
            .compare(one.getFirst().getKeyData(), other.getFirst().getKeyData());
    assertThat(Integer.signum(left.compareKey(right))).isEqualTo(Integer.signum(expected));
    assertThat(Integer.signum(left.compareKey(right.key()))).isEqualTo(Integer.signum(expected));
  }

  @Test
  void fullChunkFitsIntoARecordOf256KiBWithTheLongestEnvelope() {
    var envelope =
        SealedBatch.newBuilder()
            .setFeed("F".repeat(32))
            .setSequence(Long.MAX_VALUE)
            .setWindowStartSeconds(Long.MAX_VALUE)
            .setWindowEndSeconds(Long.MAX_VALUE)
            .build();
    var keys = new EncodedKeys();
    byte[] key = key(1).toByteArray();

    while (keys.fits(key.length)) {
      keys.add(key, 0, key.length);
    }

    assertThat(ChunkRecords.sealed(envelope, Integer.MAX_VALUE, true, keys).length)
        .isBetween(EncodedKeys.LONGEST_RECORD - 256, EncodedKeys.LONGEST_RECORD);
  }

  private static EncodedKeys encoded(List<BatchKey> keys) {
    var encoded = new EncodedKeys();
    keys.forEach(encoded::add);
    return encoded;
  }

  @Provide
  Arbitrary<List<BatchKey>> keys() {
    var bytes = Arbitraries.bytes().list().ofSize(16);
    var onset = Arbitraries.integers().between(-14, 14).injectNull(0.3);
    return Combinators.combine(
            bytes,
            Arbitraries.integers().between(0, 8),
            Arbitraries.integers().between(0, 9_999_999),
            Arbitraries.integers().between(1, 144),
            onset)
        .as(ChunkRecordsTest::key)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }

  private static BatchKey key(
      List<Byte> bytes, int risk, int start, int period, Integer daysSinceOnset) {
    byte[] data = new byte[16];
    for (int i = 0; i < data.length; i++) {
      data[i] = bytes.get(i);
    }
    var key =
        BatchKey.newBuilder()
            .setKeyData(ByteString.copyFrom(data))
            .setTransmissionRisk(risk)
            .setRollingStartIntervalNumber(start)
            .setRollingPeriod(period)
            .setReportType(ReportType.SELF_REPORT);
    if (daysSinceOnset != null) {
      key.setDaysSinceOnset(daysSinceOnset);
    }
    return key.build();
  }

  private static BatchKey key(long number) {
    return BatchKey.newBuilder()
        .setKeyData(TestKeys.bytes(number))
        .setRollingPeriod(144)
        .setReportType(ReportType.CONFIRMED_TEST)
        .build();
  }
}

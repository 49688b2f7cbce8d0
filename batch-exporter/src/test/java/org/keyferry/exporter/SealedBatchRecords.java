package org.keyferry.exporter;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.keyferry.event.v1.BatchAudience;
import org.keyferry.event.v1.BatchFeedKind;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.ReportType;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SealedChunk;
import org.keyferry.event.v1.SealedManifest;

/** Makes the records of one batch as the processor writes them; equal arguments, equal records. */
public record SealedBatchRecords(String feed, long sequence, List<BatchKey> keys, int chunks) {
  /** Length of every window, in seconds. */
  public static final long WINDOW = 7200;

  /** Start of the first window, in the year 2050: no retention ends while a test runs. */
  public static final long FIRST_WINDOW = 2_524_608_000L;

  /** A batch of so many random keys in chunks of equal size. */
  public static SealedBatchRecords of(String feed, long sequence, int keys, int chunks) {
    return new SealedBatchRecords(feed, sequence, randomKeys(feed, sequence, keys), chunks);
  }

  private static List<BatchKey> randomKeys(String feed, long sequence, int count) {
    var random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(31L * feed.hashCode() + sequence);
    var sorted = new TreeSet<byte[]>(Arrays::compareUnsigned);
    while (sorted.size() < count) {
      byte[] key = new byte[16];
      random.nextBytes(key);
      sorted.add(key);
    }
    return sorted.stream().map(key -> key(key, random)).toList();
  }

  private static BatchKey key(byte[] bytes, RandomGenerator random) {
    var key =
        BatchKey.newBuilder()
            .setKeyData(ByteString.copyFrom(bytes))
            .setRollingStartIntervalNumber(2_988_000 + random.nextInt(10) * 144)
            .setRollingPeriod(random.nextInt(1, 145))
            .setTransmissionRisk(random.nextInt(9))
            .setReportType(ReportType.forNumber(random.nextInt(1, 4)));
    if (random.nextBoolean()) {
      key.setDaysSinceOnset(random.nextInt(-14, 15));
    }
    return key.build();
  }

  /** Start of its window, in seconds since the epoch. */
  public long windowStart() {
    return FIRST_WINDOW + (sequence - 1) * WINDOW;
  }

  private SealedBatch.Builder header() {
    return SealedBatch.newBuilder()
        .setFeed(feed)
        .setSequence(sequence)
        .setWindowStartSeconds(windowStart())
        .setWindowEndSeconds(windowStart() + WINDOW);
  }

  /** The chunks in order. */
  public List<byte[]> chunkValues() {
    var values = new ArrayList<byte[]>();
    for (int number = 0; number < chunks; number++) {
      int from = (int) ((long) keys.size() * number / chunks);
      int to = (int) ((long) keys.size() * (number + 1) / chunks);
      var chunk = SealedChunk.newBuilder().setNumber(number).addAllKeys(keys.subList(from, to));
      values.add(header().setChunk(chunk).build().toByteArray());
    }
    return values;
  }

  /** The manifest over these chunks. */
  public byte[] manifestValue(List<byte[]> chunkValues) {
    var manifest = SealedManifest.newBuilder().setRegion("NL").setKeys(keys.size());
    chunkValues.forEach(value -> manifest.addChunkSha256(sha256(value)));
    return header().setManifest(manifest).build().toByteArray();
  }

  /** All records in order. */
  public List<byte[]> values() {
    var values = new ArrayList<>(chunkValues());
    values.add(manifestValue(values));
    return values;
  }

  /** All records in order, of a feed for peers whose files have a day and 100 keys. */
  public List<byte[]> valuesForPeers() {
    var values = new ArrayList<>(values());
    try {
      var last = SealedBatch.parseFrom(values.removeLast()).toBuilder();
      last.getManifestBuilder()
          .setAudience(BatchAudience.PEERS)
          .setFeedKind(BatchFeedKind.FEED_REGIONAL)
          .setRetentionSeconds(86_400)
          .setMaximumKeysPerFile(100);
      values.add(last.build().toByteArray());
      return values;
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  /** The records of these keys, and behind them of keys as revised ones, in one chunk. */
  public List<byte[]> valuesWithRevised(List<BatchKey> revised) {
    var values = new ArrayList<>(chunkValues());
    var chunk = SealedChunk.newBuilder().setNumber(chunks).setRevised(true).addAllKeys(revised);
    values.add(header().setChunk(chunk).build().toByteArray());
    var manifest =
        SealedManifest.newBuilder()
            .setRegion("NL")
            .setKeys(keys.size() + revised.size())
            .setRevisedKeys(revised.size());
    values.forEach(value -> manifest.addChunkSha256(sha256(value)));
    values.add(header().setManifest(manifest).build().toByteArray());
    return values;
  }

  private static ByteString sha256(byte[] value) {
    try {
      return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

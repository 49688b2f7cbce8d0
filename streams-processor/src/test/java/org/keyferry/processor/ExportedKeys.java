package org.keyferry.processor;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.processor.BoostedStumps.Sample;

/** The files of several feeds, as whoever reads them all sees them, and what tells keys apart. */
final class ExportedKeys {
  /** How many of a sample's features are of the key's metadata: the first ones. */
  static final int METADATA = 6;

  private static final int DAY = 144;

  /** One batch with keys. */
  record File(String feed, long end, List<BatchKey> keys) {}

  private final List<File> files;

  /** By feed and key, the end of the window that it came in. */
  private final Map<String, Map<ByteString, Long>> shown = new HashMap<>();

  ExportedKeys(List<File> files) {
    this.files = files;
    for (File file : files) {
      var ofFeed = shown.computeIfAbsent(file.feed(), feed -> new HashMap<>());
      file.keys().forEach(key -> ofFeed.put(key.getKeyData(), file.end()));
    }
  }

  static ExportedKeys of(List<SealedBatch> records) {
    var files = new ArrayList<File>();
    var open = new HashMap<String, List<BatchKey>>();
    for (SealedBatch record : records) {
      var keys = open.computeIfAbsent(record.getFeed(), feed -> new ArrayList<>());
      keys.addAll(record.getChunk().getKeysList());
      if (record.hasManifest()) {
        if (!keys.isEmpty()) {
          files.add(new File(record.getFeed(), record.getWindowEndSeconds(), List.copyOf(keys)));
        }
        keys.clear();
      }
    }
    return new ExportedKeys(files);
  }

  /** The same with other keys in the files. */
  ExportedKeys with(Function<File, File> change) {
    return new ExportedKeys(files.stream().map(change).toList());
  }

  /** The same as somebody sees them who has files of one feed alone. */
  ExportedKeys alone() {
    var alone = new ExportedKeys(files);
    alone.shown.clear();
    return alone;
  }

  Stream<File> files(String feed) {
    return files.stream().filter(file -> file.feed().equals(feed));
  }

  /** One sample for each key of the file. */
  Stream<Sample> samples(File file, Function<BatchKey, Boolean> isFake) {
    var equal = count(file, key -> key.toBuilder().clearKeyData().build());
    var start = count(file, BatchKey::getRollingStartIntervalNumber);
    var chain = count(file, ExportedKeys::onsetDay);
    var neighbours = count(file, key -> onsetDay(key) * 100_000L + day(key));
    var risk = count(file, key -> start(key) * 10L + key.getTransmissionRisk());
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < file.keys().size(); i++) {
      BatchKey key = file.keys().get(i);
      double[] features = {
        key.getTransmissionRisk(),
        file.end() / 600.0 - start(key),
        key.getRollingPeriod(),
        onsetDay(key) - Math.floorDiv(file.end(), 86_400L),
        key.getReportTypeValue(),
        key.hasDaysSinceOnset() ? key.getDaysSinceOnset() : 99,
        gap(file, i - 1),
        gap(file, i),
        i / (double) file.keys().size(),
        i,
        key.getKeyData().byteAt(0),
        key.getKeyData().byteAt(15),
        equal.get(key.toBuilder().clearKeyData().build()),
        start.get(key.getRollingStartIntervalNumber()),
        chain.get(onsetDay(key)),
        neighbours.getOrDefault(onsetDay(key) * 100_000L + day(key) - 1, 0L),
        neighbours.getOrDefault(onsetDay(key) * 100_000L + day(key) + 1, 0L),
        risk.get(start(key) * 10L + key.getTransmissionRisk()),
        file.keys().size(),
        since("NL", file, key),
        since("all", file, key),
        since("to-BE", file, key),
        since("to-DE", file, key)
      };
      samples.add(new Sample(features, isFake.apply(key)));
    }
    return samples.stream();
  }

  /** Windows of the file that ended since the other feed had the key; far away if it has not. */
  private double since(String feed, File file, BatchKey key) {
    Long end = shown.getOrDefault(feed, Map.of()).get(key.getKeyData());
    return end == null ? -1000 : (file.end() - end) / 10.0;
  }

  private static long start(BatchKey key) {
    return key.getRollingStartIntervalNumber();
  }

  private static long day(BatchKey key) {
    return Math.floorDiv(start(key), DAY);
  }

  private static long onsetDay(BatchKey key) {
    return day(key) - key.getDaysSinceOnset();
  }

  private static double gap(File file, int i) {
    if (i < 0 || i + 1 == file.keys().size()) {
      return -1;
    }
    return high(file.keys().get(i + 1)) - high(file.keys().get(i));
  }

  private static double high(BatchKey key) {
    return key.getKeyData().asReadOnlyByteBuffer().getLong() / 0x1p63;
  }

  private static <K> Map<K, Long> count(File file, Function<BatchKey, K> by) {
    var counts = new HashMap<K, Long>();
    file.keys().forEach(key -> counts.merge(by.apply(key), 1L, Long::sum));
    return counts;
  }
}

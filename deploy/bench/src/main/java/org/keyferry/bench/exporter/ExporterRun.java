package org.keyferry.bench.exporter;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.keyferry.bench.data.HiddenRecords;
import org.keyferry.bench.data.MadeUpKeys;
import org.keyferry.bench.data.SealedRecords;
import org.keyferry.bench.process.Broker;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.wire.export.ExportWriter;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.key.Region;

/** Batches, one after the other, to one running exporter. */
final class ExporterRun {
  private static final Duration BUCKET = Duration.ofMinutes(10);

  /** Windows lie in the past, and all of them in the time for which batches are kept. */
  private static final int WINDOWS_BEFORE_NOW = 1_000;

  private static final Feed FEED =
      new Feed(null, null, new Region("NL"), BUCKET, null, null, null, null, null);
  private static final long SEED = 20_260_302;

  private final Broker broker;
  private final PublishedOutput output;
  private final PublishedFiles files;
  private final GcLog gcLog;
  private final BatchWindow first;
  private long sequence;

  ExporterRun(Broker broker, PublishedOutput output, PublishedFiles files, GcLog gcLog) {
    this.broker = broker;
    this.output = output;
    this.files = files;
    this.gcLog = gcLog;
    this.first =
        BatchWindow.containing(
            Instant.now().minus(BUCKET.multipliedBy(WINDOWS_BEFORE_NOW)), BUCKET);
  }

  /** The next batch, of so many keys. */
  ExporterPass next(int keys) throws IOException {
    var batch = new SealedRecords(made(), keys, FEED, ++sequence, window());
    int collections = gcLog.collections();
    try (var records = new HiddenRecords(broker.settings(), batch::forEach)) {
      long start = System.nanoTime();
      records.reveal();
      PublishedBatch published = output.await(sequence, keys);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new ExporterPass(
          keys / seconds,
          keys / limitSeconds(published),
          files.lastObjectToIndex(published).toNanos() / 1e9,
          gcLog.fullestBefore(collections),
          gcLog.fullestAfter(collections));
    }
  }

  /** Batches of different sequences have different keys. */
  private MadeUpKeys made() {
    return new MadeUpKeys(SEED + sequence, window().start());
  }

  private BatchWindow window() {
    Instant start = first.start().plus(BUCKET.multipliedBy(sequence));
    return new BatchWindow(start, start.plus(BUCKET));
  }

  private double limitSeconds(PublishedBatch published) throws IOException {
    var limit = new HashAndZip(ExportWriter.DEFAULT_LEVEL);
    files.exportBins(published).forEach(limit::work);
    limit.hash(files.data(published));
    return limit.spent().toNanos() / 1e9;
  }
}

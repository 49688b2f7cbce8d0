package org.keyferry.bench.exporter;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keyferry.bench.data.GroupMembers;
import org.keyferry.bench.data.HiddenRecords;
import org.keyferry.bench.data.MadeUpKeys;
import org.keyferry.bench.data.SealedRecords;
import org.keyferry.bench.process.App;
import org.keyferry.bench.process.Broker;
import org.keyferry.bench.process.ChildJvm;
import org.keyferry.bench.process.ObjectStorage;
import org.keyferry.bench.process.Workplace;
import org.keyferry.bench.scale.CoreShare;
import org.keyferry.bench.scale.ScaleResult;
import org.keyferry.bench.scale.ScaledWork;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.ExporterApplication;
import org.keyferry.exporter.receive.ReceiveConfiguration;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.topic.Topics;

/** Batches of many feeds, published by one exporter or by several together. */
public final class ExporterScale implements ScaledWork {
  private static final int WINDOWS_BEFORE_NOW = 1_000;
  private static final int FEEDS_OF_PARTITION = 4;
  private static final int BATCHES_OF_FEED = 4;
  private static final int WARM_UP_PART = 2;
  private static final long SEED = 20_260_304;

  private final Broker broker;
  private final ExporterSetup setup;
  private final Workplace workplace;
  private final List<Feed> feeds = ExporterSetup.evenFeeds(FEEDS_OF_PARTITION);
  private final BatchWindow first =
      BatchWindow.containing(
          Instant.now().minus(ExporterSetup.BUCKET.multipliedBy(WINDOWS_BEFORE_NOW)),
          ExporterSetup.BUCKET);
  private long sequence;
  private int started;

  /**
   * @param workplace where instances keep their spool
   */
  public ExporterScale(Broker broker, ObjectStorage storage, Workplace workplace)
      throws IOException {
    this.broker = broker;
    this.setup = new ExporterSetup(storage, workplace);
    this.workplace = workplace;
  }

  @Override
  public int keys() {
    return 5_000_000;
  }

  @Override
  public String inWords(int keys) {
    return String.format(
        Locale.ROOT,
        "exporter: %,d keys in %d batches of %d feeds",
        keys,
        feeds.size() * BATCHES_OF_FEED,
        feeds.size());
  }

  @Override
  public ScaleResult run(int instances, int keys, CoreShare share) throws IOException {
    var apps = new ArrayList<App>();
    try (var output = new PublishedByAll(broker.settings());
        var connection = S3Connection.open(setup.storage().settings())) {
      for (int number = 0; number < instances; number++) {
        apps.add(start());
        share.give(apps.getLast().process(), number);
      }
      List<ChildJvm> processes = apps.stream().map(App::process).toList();
      new GroupMembers(broker.admin(), ReceiveConfiguration.GROUP)
          .awaitEven(processes, List.of(Topics.BATCHES_SEALED.name()));
      publish(instances * keys / WARM_UP_PART, output, processes);
      List<Duration> before = ScaleResult.cpuTimes(processes);
      Duration took = publish(keys, output, processes);
      var result = ScaleResult.of(keys, took, processes, before);
      var files = setup.files(connection.objects());
      for (PublishedBatch batch : output.batches()) {
        files.exportBins(batch);
      }
      return result;
    } finally {
      apps.forEach(App::close);
    }
  }

  private App start() {
    String name = "exporter-" + ++started;
    return App.start(
        workplace,
        new ChildJvm.Launch(
            name,
            ExporterApplication.class,
            List.of(ExporterBenchmark.HEAP, CoreShare.ONE_CORE),
            List.of()),
        setup.settings(broker, name));
  }

  private Duration publish(int keys, PublishedByAll output, List<ChildJvm> processes) {
    int size = keys / (feeds.size() * BATCHES_OF_FEED);
    var batches = new ArrayList<SealedRecords>();
    for (int batch = 0; batch < BATCHES_OF_FEED; batch++) {
      Instant start = first.start().plus(ExporterSetup.BUCKET.multipliedBy(++sequence));
      var window = new BatchWindow(start, start.plus(ExporterSetup.BUCKET));
      for (Feed feed : feeds) {
        var made = new MadeUpKeys(SEED + sequence * feeds.size() + feeds.indexOf(feed), start);
        batches.add(new SealedRecords(made, size, feed, sequence, window));
      }
    }
    try (var hidden =
        new HiddenRecords(broker.settings(), out -> batches.forEach(batch -> batch.forEach(out)))) {
      long start = System.nanoTime();
      hidden.reveal();
      output.await(batches.size(), size, processes);
      return Duration.ofNanos(System.nanoTime() - start);
    }
  }
}

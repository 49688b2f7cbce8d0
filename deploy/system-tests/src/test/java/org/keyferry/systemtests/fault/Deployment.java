package org.keyferry.systemtests.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keyferry.systemtests.backend.Backend;
import org.keyferry.systemtests.backend.Part;
import org.keyferry.systemtests.download.KeyBytes;
import org.keyferry.systemtests.kill.AimedKills;
import org.keyferry.systemtests.upload.ClientRecord;
import org.keyferry.systemtests.upload.Uploader;
import org.keyferry.testsupport.FaultyLink;

/**
 * A backend of three brokers, two processors, two exporters, gateway, origin and object store, each
 * a process; under load, with something that restarts what ends, and with everything at hand that
 * can go wrong around it.
 */
public final class Deployment implements AutoCloseable {
  /** Length of the buckets of both feeds. */
  public static final Duration BUCKET = Duration.ofSeconds(10);

  private static final int KEY_PARTITIONS = 4;
  private static final int FEED_PARTITIONS = 2;
  private static final String FEED = "NL";

  private static final int KEYS_EACH = 1;

  private final Backend backend;
  private final Map<Part, SmallDisk> disks = new EnumMap<>(Part.class);
  private final Map<Part, SteppedClock> clocks = new EnumMap<>(Part.class);
  private final FaultyLink storeLink;
  private final Orchestrator orchestrator;
  private final ClusterView cluster;
  private final AimedKills kills;
  private final Ledger ledger;
  private final Uploader uploader;

  /** Starts all of it, and the load. */
  Deployment(int uploadsPerSecond) {
    backend = new Backend("guarantees", settings(), List.of(Part.values()));
    storeLink = new FaultyLink(backend.port(Part.STORE));
    prepareExporters();
    if (Extent.runs("machine")) {
      prepareDisks();
      prepareClocks();
    }
    backend.startAll();
    orchestrator = new Orchestrator(backend);
    cluster = new ClusterView(backend.bootstrapServers(), FEED_PARTITIONS);
    kills = new AimedKills(backend, orchestrator, cluster, feeds(), KEY_PARTITIONS);
    ledger = new Ledger(backend, feeds());
    uploader =
        new Uploader(
            backend.publishUrl(), backend.phones(KEYS_EACH, System.nanoTime()), uploadsPerSecond);
  }

  /** Two feeds of all keys, each published by another exporter. */
  static List<String> feeds() {
    int partition = ClusterView.partitionOf(FEED, FEED_PARTITIONS);
    String other =
        Stream.of("NL-north", "NL-east", "NL-south", "NL-west", "NL-islands", "NL-coast")
            .filter(feed -> ClusterView.partitionOf(feed, FEED_PARTITIONS) != partition)
            .findFirst()
            .orElseThrow();
    return List.of(FEED, other);
  }

  private static Map<String, String> settings() {
    String bucket = BUCKET.toSeconds() + "s";
    return Map.ofEntries(
        Map.entry("keyferry.plan.quantum", "1s"),
        Map.entry("keyferry.plan.feeds[0].id", feeds().get(0)),
        Map.entry("keyferry.plan.feeds[0].region", "NL"),
        Map.entry("keyferry.plan.feeds[0].bucket", bucket),
        // No padding: every key that is found must be a phone's.
        Map.entry("keyferry.plan.feeds[0].minimum-batch-size", "0"),
        Map.entry("keyferry.plan.feeds[1].id", feeds().get(1)),
        Map.entry("keyferry.plan.feeds[1].region", "NL"),
        Map.entry("keyferry.plan.feeds[1].bucket", bucket),
        Map.entry("keyferry.plan.feeds[1].minimum-batch-size", "0"),
        Map.entry("keyferry.topics.key-partitions", String.valueOf(KEY_PARTITIONS)),
        Map.entry("keyferry.topics.feed-partitions", String.valueOf(FEED_PARTITIONS)),
        Map.entry("keyferry.gateway.acknowledgement-timeout", "2s"),
        // Settling takes many steps, and a batch has many files.
        Map.entry("keyferry.processor.step-keys", "100"),
        Map.entry("keyferry.exporter.maximum-keys-per-file", "1000"),
        // A key broadcasts 144 items: filters of large batches would need a core of their own.
        Map.entry("keyferry.exporter.lists.filter.most-items", "50000"),
        // Two cores carry three brokers and the load if requests to the brokers are few.
        Map.entry("keyferry.processor.threads", "1"),
        Map.entry("keyferry.processor.commit-interval", "500ms"),
        Map.entry("keyferry.kafka.properties.linger.ms", "50"),
        Map.entry("keyferry.kafka.properties.fetch.min.bytes", "16384"),
        Map.entry("keyferry.kafka.properties.fetch.max.wait.ms", "100"),
        Map.entry("keyferry.s3.timeout", "3s"),
        // What a processor that stands still left open ends as soon as others take its place.
        Map.entry("keyferry.kafka.properties.producer.transaction.timeout.ms", "10000"));
  }

  private void prepareExporters() {
    for (Part exporter : List.of(Part.EXPORTER, Part.SECOND_EXPORTER)) {
      backend.giveSettings(
          exporter, Map.of("keyferry.s3.endpoint", storeLink.endpoint().toString()));
    }
  }

  private void prepareDisks() {
    for (Part part : List.of(Part.THIRD_BROKER, Part.SECOND_PROCESSOR)) {
      var disk = new SmallDisk(backend.directory(part));
      disks.put(part, disk);
      backend.startThrough(part, disk.entrance());
    }
  }

  private void prepareClocks() {
    var maker = new SteppedClock.Maker(backend.describe().resolve("clocks"));
    for (Part app : backend.parts().stream().filter(Part::isApp).toList()) {
      SteppedClock clock = maker.of(app.name());
      clocks.put(app, clock);
      backend.giveVariables(app, clock.variables());
    }
  }

  public Backend backend() {
    return backend;
  }

  /** Between the exporters and the object store. */
  public FaultyLink storeLink() {
    return storeLink;
  }

  public Orchestrator orchestrator() {
    return orchestrator;
  }

  public ClusterView cluster() {
    return cluster;
  }

  public AimedKills kills() {
    return kills;
  }

  Ledger ledger() {
    return ledger;
  }

  /** What the phones were told. */
  public ClientRecord phones() {
    return uploader.record();
  }

  /** What was offered, and what came of it. */
  String load() {
    return uploader.load();
  }

  /** Every key that was acknowledged up to now. */
  Set<KeyBytes> acknowledged() {
    return uploader.record().acknowledgedKeys();
  }

  /** The disk of that part alone. */
  public SmallDisk disk(Part part) {
    return disks.get(part);
  }

  /** Sets the wall clock of an app. */
  public void setClock(Part app, Duration ahead) {
    clocks.get(app).set(ahead);
  }

  /** Ends the load; returns when every upload is acknowledged. */
  public void finishLoad() {
    uploader.finish();
  }

  @Override
  public void close() {
    uploader.close();
    kills.close();
    cluster.close();
    orchestrator.close();
    disks.values().forEach(SmallDisk::close);
    try (backend) {
      storeLink.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

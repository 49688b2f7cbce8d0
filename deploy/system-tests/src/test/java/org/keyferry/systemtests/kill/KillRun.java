package org.keyferry.systemtests.kill;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.keyferry.systemtests.backend.Backend;
import org.keyferry.systemtests.backend.Batches;
import org.keyferry.systemtests.download.IndependentReader;
import org.keyferry.systemtests.download.KeyBytes;
import org.keyferry.systemtests.kill.KillReport.Load;
import org.keyferry.systemtests.upload.Uploader;

/** Kills processor and exporter by turns under load, until there were kills and hits enough. */
public final class KillRun {
  private static final Duration LONGEST_PUBLICATION = Duration.ofMinutes(3);

  private final Backend backend;
  private final String feed;
  private final int kills;
  private final Uploader uploader;
  private final IndependentReader reader;
  private final ExporterKills exporterKills;

  /**
   * Begins the load on a backend that runs.
   *
   * @param feed the only feed
   * @param kills how often each app is killed; more often if too few kills fell as they should
   * @param load what the phones do meanwhile
   */
  public KillRun(Backend backend, String feed, int kills, Offered load) {
    this.backend = backend;
    this.feed = feed;
    this.kills = kills;
    this.reader = backend.reader(feed);
    this.exporterKills = new ExporterKills(backend, feed);
    this.uploader =
        new Uploader(
            backend.publishUrl(), backend.phones(load.keysEach(), kills), load.uploadsPerSecond());
  }

  /**
   * The load that is offered.
   *
   * @param uploadsPerSecond how many uploads begin
   * @param keysEach how many keys each has
   */
  public record Offered(double uploadsPerSecond, int keysEach) {}

  /** Kills, ends the load, waits until everything should be published, and counts. */
  public KillReport run() {
    try (uploader;
        var processorKills = new ProcessorKills(backend)) {
      Load load = killByTurns(processorKills);
      uploader.finish();
      var acknowledged = uploader.record().acknowledgedKeys();
      awaitPublication(acknowledged);
      reader.lookAgain();
      return new KillReport(
          processorKills.counts(),
          exporterKills.counts(),
          load,
          reader.missing(acknowledged),
          reader.findings(),
          exporterKills.changedOrphans(),
          exporterKills.unnamedObjects());
    }
  }

  private Load killByTurns(ProcessorKills processorKills) {
    long began = System.nanoTime();
    int before = uploader.record().acknowledgedUploads();
    for (int turn = 0; turn < 2 * kills; turn++) {
      if (!processorKills.counts().suffice(kills)) {
        processorKills.next();
      }
      if (!exporterKills.counts().suffice(kills)) {
        exporterKills.next();
      }
      reader.look();
    }
    return new Load(
        (System.nanoTime() - began) / 1e9,
        uploader.record().acknowledgedUploads() - before,
        uploader.record().toString());
  }

  /**
   * Waits until the batch after the last upload's is out, and every key found; or long enough.
   * Nothing is thrown if it was in vain: the count of lost keys says it.
   */
  private void awaitPublication(Set<KeyBytes> acknowledged) {
    Instant end = Instant.now();
    Instant deadline = end.plus(LONGEST_PUBLICATION);
    await("a batch of a later bucket")
        .atMost(LONGEST_PUBLICATION)
        .until(() -> Batches.newestEnd(backend, feed).isAfter(end));
    await("acknowledged keys to be published, or long enough")
        .atMost(LONGEST_PUBLICATION.multipliedBy(2))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> {
          reader.look();
          return reader.missing(acknowledged) == 0 || Instant.now().isAfter(deadline);
        });
  }
}

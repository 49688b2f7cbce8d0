package org.keyferry.local.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.keyferry.connector.archive.BatchObject;
import org.keyferry.connector.archive.ImportArchive;
import org.keyferry.connector.pull.KeyCounts;
import org.keyferry.connector.pull.PullRules;
import org.keyferry.connector.replay.BatchReplay;
import org.keyferry.connector.replay.KeptContent;
import org.keyferry.connector.screen.BatchRefused;
import org.keyferry.connector.screen.KeyCaps;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.event.v1.ReportType;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.backend.StoreCredentials;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.efgs.BatchAudit;
import org.keyferry.wire.key.Region;

/**
 * Batches of peers as they came, and those that were set aside.
 *
 * <p>in: objects below {@code import/} and {@code quarantine/}; out: {@code keys.federated},
 * objects
 */
public final class KeptBatches implements AutoCloseable {
  private static final Duration QUANTUM = Duration.ofMinutes(10);
  private static final KeyCaps NOT_ASKED = new KeyCaps(Long.MAX_VALUE, Long.MAX_VALUE);

  private final S3Connection connection;
  private final ImportArchive archive;
  private final KafkaSettings kafka;
  private final PullRules rules;
  private final KeptContent contents;

  /**
   * @param s3 URL of the object store
   * @param home our own region
   * @param signers under which certificates batches of a hub may be signed, by the hub's name
   */
  public KeptBatches(
      String s3,
      StoreCredentials credentials,
      KafkaSettings kafka,
      Region home,
      Function<String, BatchAudit.SignerTrust> signers) {
    this.connection = KeptBatchList.connect(s3, credentials);
    this.archive = new ImportArchive(connection.objects());
    this.kafka = kafka;
    this.rules =
        new PullRules(
            home,
            new AdmissionLimits(null, null, null),
            QUANTUM,
            NOT_ASKED,
            ReportType.CONFIRMED_TEST);
    this.contents = new KeptContent(rules, signers, Clock.systemUTC());
  }

  /** Names of those that were let in, below a peer, an origin, a day. */
  public List<String> imported(String below) throws IOException {
    return archive.list(BatchObject.IMPORT + below);
  }

  /** Names of those that were set aside, below a peer, an origin, a day. */
  public List<String> setAside(String below) throws IOException {
    return archive.list(BatchObject.QUARANTINE + below);
  }

  /** Feeds a batch in again. */
  public KeyCounts replay(String object) throws IOException {
    return feeding((replay, arrival, keys) -> replay.replay(object, arrival, keys::send));
  }

  /** Feeds a batch in that was set aside. */
  public KeyCounts release(String object) throws IOException {
    return feeding(
        (replay, arrival, keys) -> replay.release(object, arrival, keys::send, keys::awaitAll));
  }

  /** Removes a batch that was set aside. */
  public void purge(String object) throws IOException {
    archive.remove(object);
  }

  private interface Feeding {
    KeyCounts feed(BatchReplay replay, Instant arrival, FederatedKeys keys)
        throws IOException, BatchRefused;
  }

  private KeyCounts feeding(Feeding feeding) throws IOException {
    Instant arrival = rules.arrival(Clock.systemUTC().instant());
    Path file = Files.createTempFile("keyferry-batch", "");
    try (var keys = new FederatedKeys(kafka, arrival)) {
      KeyCounts counts =
          feeding.feed(new BatchReplay(archive, contents, rules, file), arrival, keys);
      keys.awaitAll();
      return counts;
    } catch (BatchRefused e) {
      throw new CommandFailure(e.problem(), e);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}

package org.keyferry.connector.replay;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.keyferry.connector.archive.BatchObject;
import org.keyferry.connector.archive.ImportArchive;
import org.keyferry.connector.pull.KeyCounts;
import org.keyferry.connector.pull.PullRules;
import org.keyferry.connector.screen.BatchContent;
import org.keyferry.connector.screen.BatchRefused;
import org.keyferry.connector.screen.KeyScreening;
import org.keyferry.connector.screen.KeyScreening.Screened;
import org.keyferry.connector.screen.PeerKey;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.wire.Problem;
import org.keyferry.wire.admission.RejectionReason;

/**
 * Feeds kept batches in again, by the same rules as when they were downloaded. The processor knows
 * keys that it has, so a batch may be fed in any number of times.
 *
 * <p>in: objects below {@code import/} and {@code quarantine/}; out: keys
 */
public final class BatchReplay {
  private final ImportArchive archive;
  private final KeptContent contents;
  private final PullRules rules;
  private final Path file;

  /**
   * @param contents how batches are read
   * @param rules what is let in; caps are not asked
   * @param file for the bytes of a batch while it is read; replaced
   */
  public BatchReplay(ImportArchive archive, KeptContent contents, PullRules rules, Path file) {
    this.archive = archive;
    this.contents = contents;
    this.rules = rules;
    this.file = file;
  }

  /**
   * Feeds a batch in.
   *
   * @param object its name
   * @param arrival of the keys
   * @param keys takes each key that goes on
   * @throws BatchRefused if it is not what it was when it was kept
   */
  public KeyCounts replay(String object, Instant arrival, Consumer<FederatedKey> keys)
      throws IOException, BatchRefused {
    Map<String, String> facts = fetch(object);
    var kept = KeptBatch.of(object, facts);
    var screening = new KeyScreening(kept.peer(), kept.origins(), rules.home(), rules.admission());
    var counting = new Counting(screening, arrival, keys);
    BatchContent content = contents.of(kept, archive.fetchProof(object));
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      content.read(bytes, object, counting);
    }
    return counting.counts;
  }

  private Map<String, String> fetch(String object) throws IOException {
    return archive
        .fetch(object, file)
        .orElseThrow(() ->
            new IOException(new Problem("batch", object, "one that is kept", "none").toString()));
  }

  /**
   * Feeds a batch in that was set aside, and files it under those that were let in. Whatever step
   * it stops at, it can be done again.
   *
   * @param acknowledgement returns when all keys are taken: only then is the batch no longer set
   *     aside
   */
  public KeyCounts release(
      String object, Instant arrival, Consumer<FederatedKey> keys, Runnable acknowledgement)
      throws IOException, BatchRefused {
    Map<String, String> facts = fetch(object);
    archive.copy(object, imported(object), file, facts);
    KeyCounts counts = replay(imported(object), arrival, keys);
    acknowledgement.run();
    archive.remove(object);
    return counts;
  }

  private static String imported(String object) {
    return BatchObject.IMPORT + object.substring(BatchObject.QUARANTINE.length());
  }

  /** Judges each key, and counts. */
  private static final class Counting implements BatchContent.Keys {
    private final KeyScreening screening;
    private final Instant arrival;
    private final Consumer<FederatedKey> keys;
    private KeyCounts counts = KeyCounts.NONE;

    Counting(KeyScreening screening, Instant arrival, Consumer<FederatedKey> keys) {
      this.screening = screening;
      this.arrival = arrival;
      this.keys = keys;
    }

    @Override
    public void key(PeerKey key) {
      counts =
          switch (screening.judge(key, arrival)) {
            case Screened.PassedOn on -> {
              keys.accept(on.event());
              yield counts.onePassedOn();
            }
            case Screened.Dropped dropped ->
                dropped.reason() == RejectionReason.OWN_KEY_RETURNED
                    ? counts.oneOwn()
                    : counts.oneRefused();
          };
    }
  }
}

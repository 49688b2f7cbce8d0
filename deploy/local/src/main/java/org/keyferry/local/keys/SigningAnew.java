package org.keyferry.local.keys;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.event.v1.CorrectBatch;
import org.keyferry.event.v1.FeedCommand;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.local.batches.CommandResult;
import org.keyferry.local.batches.CommandRun;
import org.keyferry.local.batches.PublishedList;

/**
 * Has every batch that a key signed replaced by one that it didn't sign.
 *
 * <p>in: the batches that phones find; out: a correction of each
 */
public final class SigningAnew {
  /** What most phones still fetch; and batches of one window lie near each other. */
  private static final Comparator<PublishedBatch> NEWEST_FIRST =
      Comparator.comparingLong(PublishedBatch::getWindowEndSeconds).reversed();

  private final KafkaSettings kafka;
  private final Duration patience;

  /**
   * @param kafka how to reach the brokers
   * @param patience how long to wait for the next batch
   */
  public SigningAnew(KafkaSettings kafka, Duration patience) {
    this.kafka = kafka;
    this.patience = patience;
  }

  /**
   * Corrects until no batch is left that the key signed; what was published meanwhile is found in
   * the next round.
   *
   * @return what became of each
   */
  public List<CommandResult> replaceAll(String id, String version, String reason)
      throws InterruptedException {
    var results = new ArrayList<CommandResult>();
    Set<String> tried = new HashSet<>();
    while (true) {
      List<PublishedBatch> left =
          PublishedList.read(kafka).stream()
              .filter(batch -> isSignedBy(batch, id, version))
              .filter(batch -> tried.add(batch.getFeed() + "/" + batch.getSequence()))
              .sorted(NEWEST_FIRST)
              .toList();
      if (left.isEmpty()) {
        return results;
      }
      var commands = left.stream().map(batch -> correction(batch, reason)).toList();
      results.addAll(new CommandRun(kafka, patience).run(commands));
    }
  }

  private static boolean isSignedBy(PublishedBatch batch, String id, String version) {
    return !batch.hasWithdrawal()
        && batch.getObjectsList().stream()
            .flatMap(object -> object.getSignaturesList().stream())
            .anyMatch(signature ->
                signature.getKeyId().equals(id) && signature.getKeyVersion().equals(version));
  }

  private static FeedCommand correction(PublishedBatch batch, String reason) {
    return FeedCommand.newBuilder()
        .setFeed(batch.getFeed())
        .setId(UUID.randomUUID().toString())
        .setCorrect(CorrectBatch.newBuilder().setSequence(batch.getSequence()).setReason(reason))
        .build();
  }
}

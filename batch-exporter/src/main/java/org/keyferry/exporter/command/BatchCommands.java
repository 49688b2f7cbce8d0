package org.keyferry.exporter.command;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import org.keyferry.event.v1.BatchWithdrawal;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.exporter.publish.CompleteBatch;
import org.keyferry.exporter.publish.FeedIndexes;
import org.keyferry.exporter.publish.ObjectFolder;
import org.keyferry.exporter.publish.SettledBatches;
import org.keyferry.exporter.record.BatchWriter;
import org.keyferry.exporter.record.BatchWriter.VisibleStep;
import org.keyferry.exporter.record.Fence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out commands on batches, each in its turn among the batches of its feed. Who begins again
 * after any step finds what is done and changes nothing of it; the record of the command's own
 * number comes last and says what became of it.
 *
 * <p>in: commands with their numbers; out: objects, {@code index.txt}, {@code batches.published}
 */
public final class BatchCommands {
  private static final Logger LOG = LoggerFactory.getLogger(BatchCommands.class);

  private final CommandTargets targets;
  private final SettledBatches settled;
  private final Corrections corrections;
  private final PublishingSteps steps;
  private final MeterRegistry metrics;

  BatchCommands(
      CommandTargets targets,
      SettledBatches settled,
      Corrections corrections,
      PublishingSteps steps,
      MeterRegistry metrics) {
    this.targets = targets;
    this.settled = settled;
    this.corrections = corrections;
    this.steps = steps;
    this.metrics = metrics;
  }

  /**
   * Does what is wanted, or records why it can't be done.
   *
   * @param sealed where keys of earlier batches are
   * @param writer of the feed's partition
   * @throws IOException if the store, the disk or the brokers fail; to be tried again
   */
  public void carryOut(GivenCommand given, SealedKeys sealed, BatchWriter writer)
      throws IOException {
    Ending ending;
    try {
      ending =
          switch (given.command().getActionCase()) {
            case WITHDRAW -> withdraw(given);
            case CORRECT -> correct(given, sealed);
            case REBUILD -> rebuild(given, sealed, writer);
            case ACTION_NOT_SET -> throw new IllegalStateException("a command without an action");
          };
    } catch (CommandRefused e) {
      ending = new Ending(List.of(given.published(given.outcome(e.getMessage(), 0))), Fence::check);
    }
    writer.append(ending.records(), ending.step());
    tell(given, ending.done());
  }

  /**
   * How a command ends.
   *
   * @param records what is recorded, the record of its number last
   * @param step what readers see of it
   */
  private record Ending(List<PublishedBatch> records, VisibleStep step) {
    PublishedBatch done() {
      return records.getLast();
    }
  }

  private Ending withdraw(GivenCommand given) throws CommandRefused {
    PublishedBatch batch = targets.findWithKeys(given);
    var done = given.published(given.outcome("", 0));
    return new Ending(List.of(marked(batch, given), done), naming(batch, List.of()));
  }

  private Ending correct(GivenCommand given, SealedKeys sealed) throws IOException, CommandRefused {
    PublishedBatch batch = targets.findWithKeys(given);
    try (var corrected = corrections.of(given, batch, read(given, batch, sealed))) {
      List<PublishedObject> objects = steps.publisher().store(corrected);
      PublishedBatch done =
          corrected.published(objects).toBuilder()
              .setOutcome(given.outcome("", objects.size()))
              .build();
      return new Ending(List.of(marked(batch, given), done), naming(batch, objects));
    }
  }

  private Ending rebuild(GivenCommand given, SealedKeys sealed, BatchWriter writer)
      throws IOException, CommandRefused {
    PublishedBatch batch = targets.find(given);
    List<PublishedObject> objects = batch.getObjectsList();
    int missing = settled.missing(batch).size();
    if (missing > 0) {
      try (var found = read(given, batch, sealed)) {
        objects = steps.publisher().store(found);
        if (!objects.equals(batch.getObjectsList())) {
          writer.append(batch.toBuilder().clearObjects().addAllObjects(objects).build());
        }
      }
    }
    var done = given.published(given.outcome("", missing));
    return new Ending(List.of(done), naming(batch, objects));
  }

  private static CompleteBatch read(GivenCommand given, PublishedBatch batch, SealedKeys sealed)
      throws IOException, CommandRefused {
    var found = sealed.read(batch);
    CommandRefused.unless(
        found.isPresent(),
        "records",
        given,
        "the keys in batches.sealed, which keeps them for 14 d",
        "none: they are deleted, and the batch can only be withdrawn");
    return found.get();
  }

  private PublishedBatch marked(PublishedBatch batch, GivenCommand given) {
    if (batch.hasWithdrawal()) {
      return batch;
    }
    var withdrawal =
        BatchWithdrawal.newBuilder()
            .setBySequence(given.id().sequence())
            .setReason(given.reason())
            .setAtSeconds(targets.retention().clock().instant().getEpochSecond());
    return batch.toBuilder().setWithdrawal(withdrawal).build();
  }

  /** Has the index name these objects in place of those that the batch had. */
  private VisibleStep naming(PublishedBatch batch, List<PublishedObject> objects) {
    FeedIndexes indexes = steps.indexes().in(ObjectFolder.of(batch.getAudience()));
    return fence ->
        indexes
            .behind(fence)
            .replace(batch.getFeed(), names(batch.getObjectsList()), names(objects));
  }

  private static List<String> names(List<PublishedObject> objects) {
    return objects.stream().map(PublishedObject::getName).toList();
  }

  private void tell(GivenCommand given, PublishedBatch done) {
    var outcome = done.getOutcome();
    metrics
        .counter(
            "keyferry.batches.commands",
            "feed",
            given.id().feed(),
            "outcome",
            outcome.getRefusal().isEmpty() ? "done" : "refused")
        .increment();
    LOG.atInfo()
        .addKeyValue("command", given.id())
        .addKeyValue("action", outcome.getAction())
        .addKeyValue("batch", given.target())
        .addKeyValue("objects", outcome.getStoredObjects())
        .addKeyValue("refusal", outcome.getRefusal())
        .log("a command on a batch has ended");
  }
}

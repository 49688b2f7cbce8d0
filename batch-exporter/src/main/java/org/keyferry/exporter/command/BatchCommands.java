package org.keyferry.exporter.command;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import org.keyferry.event.v1.BatchWithdrawal;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.exporter.publish.CompleteBatch;
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
 * <p>in: commands with their numbers; out: objects, {@code index.txt}, lists, {@code batches.published}
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
    var records = List.of(marked(batch, given), given.published(given.outcome("", 0)));
    return new Ending(records, naming(batch, records, List.of()));
  }

  private Ending correct(GivenCommand given, SealedKeys sealed) throws IOException, CommandRefused {
    PublishedBatch batch = targets.findWithKeys(given);
    try (var corrected = corrections.of(given, batch, read(given, batch, sealed))) {
      PublishedBatch stored = steps.publisher().storeAndDescribe(corrected);
      var done =
          stored.toBuilder().setOutcome(given.outcome("", stored.getObjectsCount())).build();
      var records = List.of(marked(batch, given), done);
      return new Ending(records, naming(batch, records, done.getObjectsList()));
    }
  }

  private Ending rebuild(GivenCommand given, SealedKeys sealed, BatchWriter writer)
      throws IOException, CommandRefused {
    PublishedBatch batch = targets.find(given);
    PublishedBatch rebuilt = batch;
    int missing = settled.missing(batch).size();
    if (missing > 0) {
      try (var found = read(given, batch, sealed)) {
        rebuilt = steps.publisher().store(found).in(batch);
        if (!rebuilt.equals(batch)) {
          writer.append(rebuilt);
        }
      }
    }
    var done = given.published(given.outcome("", missing));
    return new Ending(
        List.of(done), naming(batch, List.of(rebuilt, done), rebuilt.getObjectsList()));
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

  /** Has readers find these objects in place of those that the batch had. */
  private VisibleStep naming(
      PublishedBatch batch, List<PublishedBatch> pending, List<PublishedObject> objects) {
    return steps.naming().step(batch, pending, batch.getObjectsList(), objects);
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

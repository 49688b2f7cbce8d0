package org.keyferry.exporter.observe;

import java.time.Instant;
import java.util.List;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.record.PublishedBatches;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Shows the newest batches to operators.
 *
 * <p>in: {@link PublishedBatches}; out: {@code GET /actuator/batches}
 */
@Endpoint(id = "batches")
public final class BatchesEndpoint {
  private static final int SHOWN = 20;

  private final PublishedBatches batches;

  public BatchesEndpoint(PublishedBatches batches) {
    this.batches = batches;
  }

  /**
   * The answer.
   *
   * @param published newest first
   */
  public record Answer(List<Batch> published) {}

  /** A published batch; {@code keys} counts padding too. One that was withdrawn has no objects. */
  public record Batch(
      String feed,
      long sequence,
      Instant start,
      Instant end,
      long keys,
      long padding,
      List<Item> objects) {}

  /**
   * An object of a batch.
   *
   * @param name as the index lists it
   * @param size in bytes
   */
  public record Item(String name, long size) {}

  /** The newest 20 batches of all feeds. */
  @ReadOperation
  public Answer batches() {
    return new Answer(batches.newest(SHOWN).stream().map(BatchesEndpoint::show).toList());
  }

  private static Batch show(PublishedBatch batch) {
    return new Batch(
        batch.getFeed(),
        batch.getSequence(),
        Instant.ofEpochSecond(batch.getWindowStartSeconds()),
        Instant.ofEpochSecond(batch.getWindowEndSeconds()),
        batch.getKeys(),
        batch.getPadding(),
        batch.getObjectsList().stream()
            .filter(object -> !batch.hasWithdrawal())
            .map(object -> new Item(object.getName(), object.getSizeBytes()))
            .toList());
  }
}

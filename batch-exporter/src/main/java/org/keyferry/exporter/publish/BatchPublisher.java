package org.keyferry.exporter.publish;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.List;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.record.BatchWriter;
import org.keyferry.exporter.record.Retention;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes batches, in the order that makes every interruption harmless: objects, each read back
 * and verified, then the index, then the lists, then the record. Who begins again after any of these steps finds
 * what is done and changes nothing of it.
 *
 * <p>in: complete batches; out: objects, {@code index.txt}, lists, {@code batches.published}
 */
public final class BatchPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(BatchPublisher.class);

  private final BatchObjects objects;
  private final Naming naming;
  private final Retention retention;
  private final MeterRegistry metrics;

  BatchPublisher(
      BatchObjects objects,
      Naming naming,
      Retention retention,
      MeterRegistry metrics) {
    this.objects = objects;
    this.naming = naming;
    this.retention = retention;
    this.metrics = metrics;
  }

  /**
   * Publishes the batch. An empty one has no file, and sees to it that readers find an index.
   *
   * @param writer of the batch's partition
   * @throws IOException if the store, the disk or the brokers fail; to be tried again
   */
  public void publish(CompleteBatch batch, BatchWriter writer) throws IOException {
    if (retention.ofSeconds(batch.terms().retentionSeconds()).isOver(batch.window())) {
      LOG.atWarn()
          .addKeyValue("batch", batch.id())
          .addKeyValue("window", batch.window())
          .log("the batch expired before it could be published");
      return;
    }
    StoredBatch stored = store(batch);
    PublishedBatch published = batch.published(stored);
    writer.append(
        published, naming.step(published, List.of(published), List.of(), stored.files()));
    metrics.counter("keyferry.batches.published", "feed", batch.id().feed()).increment();
    LOG.atInfo()
        .addKeyValue("feed", batch.id().feed())
        .addKeyValue("sequence", batch.id().sequence())
        .addKeyValue("window", batch.window())
        .addKeyValue("keys", batch.keys())
        .addKeyValue("padding", batch.padding())
        .addKeyValue("revised", batch.revisedKeys())
        .addKeyValue("files", stored.files().size())
        .log("published a batch");
  }

  /**
   * Makes the batch's objects be in the store, with the bytes that they had if they were there
   * before. Nothing names them yet.
   */
  public StoredBatch store(CompleteBatch batch) throws IOException {
    return objects.store(batch);
  }

  /**
   * Stores the batch and tells what {@code batches.published} is to say of it.
   *
   * @throws IOException if the store, the disk or the brokers fail; to be tried again
   */
  public PublishedBatch storeAndDescribe(CompleteBatch batch) throws IOException {
    return batch.published(store(batch));
  }
}

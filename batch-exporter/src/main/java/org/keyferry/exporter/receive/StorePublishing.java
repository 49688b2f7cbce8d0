package org.keyferry.exporter.receive;

import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.keyferry.exporter.command.BatchCommands;
import org.keyferry.exporter.publish.BatchPublisher;
import org.keyferry.exporter.publish.SettledBatches;
import org.keyferry.exporter.record.BatchWriter;

/**
 * What the batches of all partitions are published with.
 *
 * @param settled tells which need nothing more
 * @param publisher publishes batches
 * @param commands carries out commands
 * @param archive finds batches of a partition that were published before
 */
record StorePublishing(
    SettledBatches settled,
    BatchPublisher publisher,
    BatchCommands commands,
    Function<TopicPartition, SealedArchive> archive) {

  /** For one partition. */
  Publishing of(TopicPartition partition, BatchWriter writer) {
    return new Publishing.IntoStore(writer, settled, publisher, commands, archive.apply(partition));
  }
}

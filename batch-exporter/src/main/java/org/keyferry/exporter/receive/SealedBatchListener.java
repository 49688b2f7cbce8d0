package org.keyferry.exporter.receive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.keyferry.exporter.record.BatchWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.AcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.support.Acknowledgment;

/**
 * Receives {@code batches.sealed} and commits offsets itself: spring-kafka would commit what was
 * handed over, but a batch is done only when it is published.
 *
 * <p>in: records of all assigned partitions; out: calls to the partition's receiver, offsets
 */
public final class SealedBatchListener
    implements AcknowledgingConsumerAwareMessageListener<byte[], SealedValue>,
        ConsumerAwareRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(SealedBatchListener.class);

  private final ReceiverFactory receivers;
  private final IntFunction<BatchWriter> writers;
  private final Map<TopicPartition, Assigned> assigned = new ConcurrentHashMap<>();
  private volatile boolean joined;

  SealedBatchListener(ReceiverFactory receivers, IntFunction<BatchWriter> writers) {
    this.receivers = receivers;
    this.writers = writers;
  }

  /** Makes the receiver of a partition. */
  @FunctionalInterface
  interface ReceiverFactory {
    PartitionReceiver startingAt(TopicPartition partition, long offset, BatchWriter writer);
  }

  /** A partition while it is ours. Only its consumer's thread uses it. */
  private static final class Assigned {
    private final BatchWriter writer;
    private PartitionReceiver receiver;
    private long committed = -1;

    private Assigned(BatchWriter writer) {
      this.writer = writer;
    }
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    // All before any record comes: what one exporter left open would hide what others recorded.
    partitions.forEach(partition -> assigned.put(partition, assign(partition)));
    joined = true;
  }

  private Assigned assign(TopicPartition partition) {
    var writer = writers.apply(partition.partition());
    try {
      writer.open();
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("partition", partition)
          .addKeyValue("cause", e.getMessage())
          .log("the partition is taken over when its first record comes");
    }
    return new Assigned(writer);
  }

  @Override
  public void onPartitionsRevokedBeforeCommit(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    release(partitions);
  }

  @Override
  public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    release(partitions);
  }

  private void release(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      Assigned gone = assigned.remove(partition);
      if (gone == null) {
        continue;
      }
      gone.writer.close();
      if (gone.receiver != null) {
        try {
          gone.receiver.close();
        } catch (IOException e) {
          throw new UncheckedIOException("could not release the spool of " + partition, e);
        }
      }
    }
  }

  @Override
  public void onMessage(
      ConsumerRecord<byte[], SealedValue> each, Acknowledgment unused, Consumer<?, ?> consumer) {
    var partition = new TopicPartition(each.topic(), each.partition());
    try {
      Assigned mine = assigned.computeIfAbsent(partition, this::assign);
      if (mine.receiver == null) {
        mine.receiver = receivers.startingAt(partition, each.offset(), mine.writer);
      }
      // Kafka asks nobody to read what is not there.
      SealedValue value = each.value() == null ? SealedValue.of(null) : each.value();
      if (mine.receiver.take(each.offset(), value, partition + "@" + each.offset())) {
        commit(partition, mine, consumer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private static void commit(TopicPartition partition, Assigned mine, Consumer<?, ?> consumer) {
    long offset = mine.receiver.committable();
    if (offset > mine.committed) {
      consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset)));
      mine.committed = offset;
    }
  }

  /** Whether the group has taken this instance in, with partitions or without. */
  public boolean hasJoined() {
    return joined;
  }

  /** The partitions that are this instance's now. */
  public Set<TopicPartition> partitions() {
    return Set.copyOf(assigned.keySet());
  }
}

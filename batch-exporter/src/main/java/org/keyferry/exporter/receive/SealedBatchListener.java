package org.keyferry.exporter.receive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.keyferry.exporter.record.PublishedLog;
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
    implements AcknowledgingConsumerAwareMessageListener<byte[], byte[]>,
        ConsumerAwareRebalanceListener {
  private final ReceiverFactory receivers;
  private final PublishedLog log;
  private final Map<TopicPartition, Assigned> assigned = new ConcurrentHashMap<>();
  private volatile boolean joined;

  SealedBatchListener(ReceiverFactory receivers, PublishedLog log) {
    this.receivers = receivers;
    this.log = log;
  }

  /** Makes the receiver of a partition. */
  @FunctionalInterface
  interface ReceiverFactory {
    PartitionReceiver startingAt(TopicPartition partition, long offset);
  }

  /** A partition while it is ours. Only its consumer's thread uses it. */
  private static final class Assigned {
    private PartitionReceiver receiver;
    private long committed = -1;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> assigned.put(partition, new Assigned()));
    joined = true;
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
      if (gone != null && gone.receiver != null) {
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
      ConsumerRecord<byte[], byte[]> each, Acknowledgment unused, Consumer<?, ?> consumer) {
    var partition = new TopicPartition(each.topic(), each.partition());
    try {
      Assigned mine = assigned.computeIfAbsent(partition, p -> new Assigned());
      if (mine.receiver == null) {
        // Another instance may have published here until now.
        log.catchUp();
        mine.receiver = receivers.startingAt(partition, each.offset());
      }
      if (mine.receiver.take(each.offset(), each.value(), partition + "@" + each.offset())) {
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

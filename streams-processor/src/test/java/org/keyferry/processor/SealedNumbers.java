package org.keyferry.processor;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.wire.topic.Topics;

/** Which of the keys that {@link TestKeys} made are in committed batches, and which twice. */
public final class SealedNumbers implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final BitSet found;
  private int doubled;

  private SealedNumbers(KafkaConsumer<byte[], byte[]> consumer, int keys) {
    this.consumer = consumer;
    this.found = new BitSet(keys);
  }

  /** Of a topic with one partition. */
  public static SealedNumbers of(String bootstrapServers, int keys) {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest");
    var numbers =
        new SealedNumbers(
            new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            keys);
    numbers.consumer.assign(List.of(new TopicPartition(Topics.BATCHES_SEALED.name(), 0)));
    return numbers;
  }

  /** Reads on. */
  public SealedNumbers look() throws InvalidProtocolBufferException {
    for (var record : consumer.poll(Duration.ofMillis(200))) {
      for (var key : SealedBatch.parseFrom(record.value()).getChunk().getKeysList()) {
        int number = Math.toIntExact(TestKeys.number(key.getKeyData()));
        if (found.get(number)) {
          doubled++;
        }
        found.set(number);
      }
    }
    return this;
  }

  /** How many were found. */
  public int found() {
    return found.cardinality();
  }

  /** How often one was found that had been found before. */
  public int doubled() {
    return doubled;
  }

  @Override
  public void close() {
    consumer.close();
  }
}

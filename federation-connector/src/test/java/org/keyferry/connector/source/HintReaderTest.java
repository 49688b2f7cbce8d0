package org.keyferry.connector.source;

import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.PeerHint;
import org.keyferry.wire.topic.Topics;

class HintReaderTest {
  private static final TopicPartition HINTS = new TopicPartition(Topics.PEERS_HINTS.name(), 0);

  @Test
  void hintsAreFollowedAgainAfterTheBrokersRefusedThem() {
    var consumer = new MockConsumer<byte[], byte[]>("latest");
    consumer.updateEndOffsets(Map.of(HINTS, 0L));
    Queue<String> told = new ConcurrentLinkedQueue<>();
    consumer.setPollException(new TopicAuthorizationException("not yet"));
    byte[] hint = PeerHint.newBuilder().setPeer("BE").build().toByteArray();
    consumer.schedulePollTask(() -> {});
    consumer.schedulePollTask(
        () -> consumer.addRecord(new ConsumerRecord<>(HINTS.topic(), 0, 0, new byte[0], hint)));

    try (var _ = new HintReader(consumer, told::add)) {
      await().until(() -> told.contains("BE"));
    }
  }
}

package org.keyferry.federation.gateway.hint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.keyferry.event.v1.PeerHint;
import org.keyferry.wire.peer.PeerId;
import org.keyferry.wire.topic.Topics;

/**
 * Tells those who read peers.
 *
 * <p>in: peers that hinted; out: {@code peers.hints}
 */
final class HintLog implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final InstantSource clock;

  /**
   * @param clientProperties how to reach the brokers
   */
  HintLog(Map<String, Object> clientProperties, InstantSource clock) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, WAIT.toMillis());
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.clock = clock;
  }

  /**
   * Appends one, and returns when it is durable.
   *
   * @throws IOException if it was not, in time
   */
  void append(PeerId peer) throws IOException {
    byte[] value = PeerHint.newBuilder().setPeer(peer.value()).build().toByteArray();
    var record =
        new ProducerRecord<>(
            Topics.PEERS_HINTS.name(), null, clock.millis(), peer.value().getBytes(UTF_8), value);
    try {
      producer.send(record).get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (KafkaException | ExecutionException | TimeoutException e) {
      throw new IOException("a hint could not be appended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a hint was appended", e);
    }
  }

  @Override
  public void close() {
    producer.close(WAIT);
  }
}

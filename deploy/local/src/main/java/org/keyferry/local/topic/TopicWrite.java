package org.keyferry.local.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.topic.Topic;

/**
 * Writes what operators decide.
 *
 * <p>in: events; out: records of their topic, in the same order, all acknowledged
 */
public final class TopicWrite {
  private static final int PATIENCE_MS = 20_000;

  private TopicWrite() {}

  /**
   * One record.
   *
   * @param key the record's key
   * @param event its value
   */
  public record Entry(String key, MessageLite event) {}

  /**
   * Writes them all; where each of them is.
   *
   * @throws CommandFailure if the brokers don't acknowledge one in time
   */
  public static List<RecordMetadata> write(KafkaSettings kafka, Topic<?> topic, List<Entry> entries)
      throws InterruptedException {
    var properties = kafka.clientProperties();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS / 2);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    try (var producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      var sent = new ArrayList<Future<RecordMetadata>>();
      for (Entry entry : entries) {
        byte[] key = entry.key().getBytes(UTF_8);
        byte[] value = entry.event().toByteArray();
        sent.add(producer.send(new ProducerRecord<>(topic.name(), key, value)));
      }
      var places = new ArrayList<RecordMetadata>();
      for (var each : sent) {
        places.add(each.get());
      }
      return places;
    } catch (ExecutionException e) {
      throw refused(kafka, topic, e.getCause());
    } catch (KafkaException e) {
      throw refused(kafka, topic, e);
    }
  }

  private static CommandFailure refused(KafkaSettings kafka, Topic<?> topic, Throwable cause) {
    return BrokerFailure.of(kafka, "an acknowledgement of a record of " + topic.name(), cause);
  }
}

package org.keyferry.local.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.edge.store.StoredPiece;
import org.keyferry.local.backend.AppSettings;
import org.keyferry.local.backend.StoreCredentials;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.Topics;

/**
 * Looks for a declared region in everything that backends keep: every record of every topic,
 * changelogs of the stores and what was never committed included, and every object.
 *
 * <p>in: topics, objects; out: {@link Found}
 */
final class DeclarationSearch {
  private static final Duration POLL = Duration.ofMillis(200);

  private final DeclaredRegion wanted;

  DeclarationSearch(DeclaredRegion wanted) {
    this.wanted = wanted;
  }

  /**
   * Where it is.
   *
   * @param looked how many topics and objects were read
   * @param where those that have it: {@code REGION topic NAME} or {@code REGION object NAME}
   */
  record Found(int looked, List<String> where) {
    Found {
      where = List.copyOf(where);
    }

    /** Topics that the registry marks as holding declared regions. */
    List<String> whereItMayBe() {
      return where.stream().filter(Found::isIntake).toList();
    }

    /** All others. */
    List<String> elsewhere() {
      return where.stream().filter(place -> !isIntake(place)).toList();
    }

    private static boolean isIntake(String place) {
      return Topics.ALL.stream()
          .filter(Topic::carriesRegionsOfInterest)
          .anyMatch(topic -> place.endsWith(" topic " + topic.name()));
    }
  }

  /** Looks through all of them. */
  Found in(Collection<RunningRegion> backends) throws IOException, InterruptedException {
    int looked = 0;
    var where = new TreeSet<String>();
    for (RunningRegion backend : backends) {
      looked += topics(backend, where) + objects(backend, where);
    }
    return new Found(looked, new ArrayList<>(where));
  }

  private int topics(RunningRegion backend, Collection<String> where)
      throws IOException, InterruptedException {
    Map<String, Object> properties =
        new KafkaSettings(backend.running().kafka(), null, null).clientProperties();
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    try (var admin = Admin.create(properties);
        var consumer =
            new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
      var partitions =
          names.stream()
              .flatMap(name -> consumer.partitionsFor(name).stream())
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .collect(Collectors.toSet());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      for (var end : consumer.endOffsets(partitions).entrySet()) {
        while (consumer.position(end.getKey()) < end.getValue()) {
          for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
            if (isIn(each.key()) || isIn(each.value())) {
              where.add(backend.region() + " topic " + each.topic());
            }
          }
        }
      }
      return names.size();
    } catch (ExecutionException e) {
      throw new IOException("topics of " + backend.region() + " can't be read", e);
    }
  }

  private int objects(RunningRegion backend, Collection<String> where) throws IOException {
    var credentials = StoreCredentials.read(backend.data().storeCredentials());
    var settings =
        new S3Settings(
            URI.create(backend.running().s3()),
            null,
            AppSettings.OBJECT_BUCKET,
            true,
            credentials.accessKey(),
            credentials.secretKey(),
            null);
    try (var connection = S3Connection.open(settings)) {
      var pieces = connection.contents().list("");
      for (StoredPiece piece : pieces) {
        var object = connection.objects().get(piece.name());
        if (object.isPresent()) {
          try (StoredObject open = object.get()) {
            if (isIn(open.bytes().readAllBytes())) {
              where.add(backend.region() + " object " + piece.name());
            }
          }
        }
      }
      return pieces.size();
    }
  }

  private boolean isIn(byte[] bytes) throws IOException {
    return bytes != null && wanted.isIn(bytes);
  }
}

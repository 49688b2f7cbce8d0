package org.keyferry.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.SigningTermChange;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.wire.export.ExportReader;
import org.keyferry.wire.export.ExportVerifier;
import org.keyferry.wire.export.KeyConsumer;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.keyferry.wire.topic.Topics;

/** A broker, a store, the processor's side of the one and the phones' side of the other. */
public final class Outside implements AutoCloseable {
  private static final SigningKeyId KEY_ID = new SigningKeyId("204", "v1");

  private final EmbeddedBroker broker = EmbeddedBroker.start();
  private final Path directory;
  private final int partitions;
  private final KafkaProducer<byte[], byte[]> producer;
  private EmbeddedObjectStore server;
  private S3Connection connection;

  /** Starts both; everything of it lies in the directory. */
  public Outside(Path directory) {
    this(directory, 1);
  }

  /** With so many partitions of {@code batches.sealed}. */
  public Outside(Path directory, int partitions) {
    this.directory = directory;
    this.partitions = partitions;
    try (var admin = broker.admin()) {
      new TopicCreation(admin, new TopicSettings(1, partitions, 1)).ensureAll();
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    server = EmbeddedObjectStore.start(directory.resolve("store"));
    connect();
  }

  private void connect() {
    connection =
        S3Connection.open(
            new S3Settings(
                server.endpoint(),
                null,
                EmbeddedObjectStore.BUCKET,
                true,
                EmbeddedObjectStore.ACCESS_KEY,
                EmbeddedObjectStore.SECRET_KEY,
                null));
  }

  /** Where clients find the broker. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** The S3 server. */
  public EmbeddedObjectStore server() {
    return server;
  }

  /** The exporter that works here. */
  public ExporterUnderTest exporter(String... further) {
    return exporter(server.endpoint(), further);
  }

  /** The exporter that works here and reaches the store through another address. */
  public ExporterUnderTest exporter(URI store, String... further) {
    return new ExporterUnderTest(bootstrapServers(), store, directory, List.of(further));
  }

  /** The S3 server goes away. */
  public void stopStore() {
    server.close();
  }

  /** The S3 server comes back where it was, with its objects. */
  public void startStore() {
    server = EmbeddedObjectStore.start(directory.resolve("store"), server.port());
  }

  /** What is in the store. */
  public ObjectStore objects() {
    return connection.objects();
  }

  /** Appends records to the feed's partition of {@code batches.sealed}; all have it as key. */
  public void send(String feed, List<byte[]> values) throws Exception {
    byte[] key = feed.getBytes(StandardCharsets.US_ASCII);
    int partition = BuiltInPartitioner.partitionForKey(key, partitions);
    for (byte[] value : values) {
      producer
          .send(new ProducerRecord<>(Topics.BATCHES_SEALED.name(), partition, key, value))
          .get();
    }
  }

  /** Appends all records of a batch. */
  public void send(SealedBatchRecords batch) throws Exception {
    send(batch.feed(), batch.values());
  }

  /** What the feed's index says, or nothing if there is none. */
  public Optional<String> index(String feed) throws IOException {
    return read("public/" + feed + "/index.txt")
        .map(text -> new String(text, StandardCharsets.US_ASCII));
  }

  /** The bytes of an object. */
  public Optional<byte[]> read(String name) throws IOException {
    try (StoredObject found = objects().get(name).orElse(null)) {
      return found == null ? Optional.empty() : Optional.of(found.bytes().readAllBytes());
    }
  }

  /** The names that the feed's index lists. */
  public List<String> names(String feed) throws IOException {
    return index(feed).filter(text -> !text.isEmpty()).stream()
        .flatMap(text -> Arrays.stream(text.split("\n", -1)))
        .toList();
  }

  /** Every key that phones find through the feed's index, each file verified, in its key order. */
  public List<BatchKey> keys(String feed) throws Exception {
    var keys = new ArrayList<BatchKey>();
    collect(feed, keys, new ArrayList<>());
    return keys;
  }

  /** Every revised key that phones find through the feed's index. */
  public List<BatchKey> revisedKeys(String feed) throws Exception {
    var revised = new ArrayList<BatchKey>();
    collect(feed, new ArrayList<>(), revised);
    return revised;
  }

  private void collect(String feed, List<BatchKey> keys, List<BatchKey> revised) throws Exception {
    var verifier =
        new ExportVerifier(Map.of(KEY_ID, SigningKeys.readPublic(directory.resolve("public.pem"))));
    for (String name : names(feed)) {
      var keysOfFile = new ArrayList<BatchKey>();
      var revisedOfFile = new ArrayList<BatchKey>();
      try (StoredObject found = objects().get("public/" + name).orElseThrow()) {
        verifier.verify(found.bytes(), name, collecting(keysOfFile, revisedOfFile));
      }
      keys.addAll(inKeyOrder(keysOfFile));
      revised.addAll(inKeyOrder(revisedOfFile));
    }
  }

  private static List<BatchKey> inKeyOrder(List<BatchKey> keys) {
    return keys.stream()
        .sorted(
            Comparator.comparing(
                BatchKey::getKeyData, ByteString.unsignedLexicographicalComparator()))
        .toList();
  }

  private static KeyConsumer collecting(List<BatchKey> keys, List<BatchKey> revised) {
    return new KeyConsumer() {
      @Override
      public void key(DiagnosisKey key) {
        keys.add(key.toEvent());
      }

      @Override
      public void revisedKey(DiagnosisKey key) {
        revised.add(key.toEvent());
      }
    };
  }

  /** Checks that phones find exactly these batches of the feed, each once. */
  public void assertPublished(String feed, SealedBatchRecords... batches) throws Exception {
    var expected = new ArrayList<BatchKey>();
    for (var batch : batches) {
      expected.addAll(batch.keys());
    }
    assertThat(keys(feed)).containsExactlyElementsOf(expected);
    assertThat(revisedKeys(feed)).isEmpty();
  }

  /** The ends that the files of the feed's index state, in seconds since the epoch. */
  public List<Long> ends(String feed) throws Exception {
    var ends = new ArrayList<Long>();
    for (var file : listed(feed).entrySet()) {
      var contents =
          new ExportReader()
              .read(
                  file.getValue().newInput(),
                  file.getKey(),
                  collecting(new ArrayList<>(), new ArrayList<>()));
      ends.add(contents.window().end().getEpochSecond());
    }
    return ends;
  }

  /** The files that the feed's index names, with their bytes. */
  public Map<String, ByteString> listed(String feed) throws IOException {
    var files = new TreeMap<String, ByteString>();
    for (String name : names(feed)) {
      files.put("public/" + name, ByteString.copyFrom(read("public/" + name).orElseThrow()));
    }
    return files;
  }

  /** All files of the feed that are in the store, with their bytes. */
  public Map<String, ByteString> files(String feed) throws IOException {
    var files = files();
    files.keySet().removeIf(name -> !name.startsWith("public/" + feed + "/"));
    return files;
  }

  /** An operator decides something of a signing key. */
  public void decide(SigningTermChange.Builder change) throws Exception {
    byte[] key =
        (change.getKeyId() + "-" + change.getKeyVersion()).getBytes(StandardCharsets.US_ASCII);
    byte[] value = change.build().toByteArray();
    producer.send(new ProducerRecord<>(Topics.SIGNING_TERMS.name(), 0, key, value)).get();
  }

  /** The ETags of all files. */
  public Map<String, String> etags() throws IOException {
    var etags = new TreeMap<String, String>();
    for (String name : files().keySet()) {
      etags.put(name, objects().head(name).orElseThrow().etag());
    }
    return etags;
  }

  /** All public objects are gone. */
  public void emptyBucket() throws IOException {
    for (String name : objects().list("public/")) {
      objects().delete(name);
    }
  }

  /** What the brokers do when records get too old. */
  public void deleteSealedRecords() throws Exception {
    var partition = new TopicPartition(Topics.BATCHES_SEALED.name(), 0);
    try (var admin = broker.admin()) {
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1))).all().get();
    }
  }

  /** All public objects but indexes, with their bytes. */
  public Map<String, ByteString> files() throws IOException {
    var files = new TreeMap<String, ByteString>();
    for (String name : objects().list("public/")) {
      if (name.endsWith(".zip")) {
        files.put(name, ByteString.copyFrom(read(name).orElseThrow()));
      }
    }
    return files;
  }

  /** The sequences of the feed as {@code batches.published} has them, in the order of records. */
  public List<Long> sequencesInLog(String feed) throws Exception {
    var sequences = new ArrayList<Long>();
    for (PublishedBatch batch : publishedLog()) {
      if (batch.getFeed().equals(feed)) {
        sequences.add(batch.getSequence());
      }
    }
    return sequences;
  }

  private List<PublishedBatch> publishedLog() throws Exception {
    var partition = new TopicPartition(Topics.BATCHES_PUBLISHED.name(), 0);
    var batches = new ArrayList<PublishedBatch>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers", bootstrapServers(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (var each : consumer.poll(Duration.ofSeconds(1))) {
          batches.add(PublishedBatch.parseFrom(each.value()));
        }
      }
    }
    return batches;
  }

  /** The offset that the exporters have committed in the first partition; -1 if none. */
  public long committed() throws Exception {
    return committed(0);
  }

  /** The sum of the offsets that the exporters have committed in all partitions. */
  public long committedInAll() throws Exception {
    long sum = 0;
    for (int partition = 0; partition < partitions; partition++) {
      sum += Math.max(0, committed(partition));
    }
    return sum;
  }

  private long committed(int partition) throws Exception {
    try (var admin = broker.admin()) {
      var offsets =
          admin
              .listConsumerGroupOffsets("batch-exporter")
              .partitionsToOffsetAndMetadata()
              .get()
              .get(new TopicPartition(Topics.BATCHES_SEALED.name(), partition));
      return offsets == null ? -1 : offsets.offset();
    }
  }

  /** Makes the exporters begin anew; none may be running. */
  public void forgetOffsets() throws Exception {
    try (var admin = broker.admin()) {
      admin.deleteConsumerGroups(List.of("batch-exporter")).all().get();
    }
  }

  @Override
  public void close() {
    producer.close();
    connection.close();
    server.close();
    broker.close();
  }
}

package org.keyferry.systemtests.federation;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.event.v1.SealedChunk;
import org.keyferry.event.v1.SealedManifest;
import org.keyferry.systemtests.backend.Repository;
import org.keyferry.systemtests.topic.RawRecords;
import org.keyferry.systemtests.topic.TopicReader;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.topic.TopicCreation;
import org.keyferry.wire.topic.TopicSettings;
import org.keyferry.wire.topic.Topics;

/**
 * What exchanges keys for one backend: its brokers, its store and its Connect worker. Sealed
 * batches are written to its topic; no processor is needed for that.
 */
final class ConnectedBackend implements AutoCloseable {
  /** Of each topic that has several. */
  static final int PARTITIONS = 2;

  private static final String SOURCE = "org.keyferry.connector.source.FederationSourceConnector";
  private static final String SINK = "org.keyferry.connector.sink.FederationSinkConnector";

  private final Member member;
  private final Path directory;
  private final EmbeddedBroker broker = EmbeddedBroker.start();
  private final EmbeddedObjectStore store;
  private final RawRecords records;
  private final PeersPublisher documents;
  private final ConnectProcess worker;
  private final Map<String, Long> sequences = new HashMap<>();

  /** Starts them; the worker may not be ready yet. */
  ConnectedBackend(String run, Member member) {
    this(run, member, Map.of());
  }

  ConnectedBackend(String run, Member member, Map<String, String> workerProperties) {
    this.member = member;
    directory = Repository.emptyRun(run);
    try (var admin = broker.admin()) {
      new TopicCreation(admin, new TopicSettings(PARTITIONS, PARTITIONS, 1)).ensureAll();
    }
    worker =
        new ConnectProcess(
            directory.resolve("worker"), broker.bootstrapServers(), workerProperties);
    store = EmbeddedObjectStore.start(directory.resolve("objects"));
    records = new RawRecords(broker.bootstrapServers());
    documents = new PeersPublisher(member.region(), broker.bootstrapServers(), directory);
    member.client().writeBoth(directory.resolve("client.p12"));
    member.signing().writeBoth(directory.resolve("signing.p12"));
  }

  ConnectProcess worker() {
    return worker;
  }

  Member member() {
    return member;
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  Path directory() {
    return directory;
  }

  /** From whom keys are read. */
  void deal(Peer... peers) {
    documents.publish(List.of(peers));
  }

  /** Reads what came from others. */
  TopicReader<FederatedKey> imported() {
    return TopicReader.committed(Topics.KEYS_FEDERATED, broker.bootstrapServers());
  }

  /** A phone's key comes, as the gateway takes it. */
  void submit(BatchKey key) {
    byte[] event = FreshKeys.submitted(key, member.region()).toByteArray();
    records.write(Topics.KEYS_SUBMITTED, key.getKeyData().toByteArray(), event);
  }

  /** Seals a batch of a feed: a chunk, then its manifest. */
  List<BatchKey> seal(String feed, List<BatchKey> keys) {
    long sequence = sequences.merge(feed, 1L, Long::sum);
    var chunk = SealedChunk.newBuilder().addAllKeys(keys).build();
    var common = SealedBatch.newBuilder().setFeed(feed).setSequence(sequence);
    SealedBatch first = common.clone().setChunk(chunk).build();
    var manifest =
        SealedManifest.newBuilder()
            .setKeys(keys.size())
            .setOrigin(member.region().code())
            .addChunkSha256(sha256(first.toByteArray()));
    write(feed, first);
    write(feed, common.clone().setManifest(manifest).build());
    return keys;
  }

  private void write(String feed, SealedBatch event) {
    byte[] key = feed.getBytes(StandardCharsets.US_ASCII);
    records.write(Topics.BATCHES_SEALED, key, event.toByteArray());
  }

  private static ByteString sha256(byte[] bytes) {
    try {
      return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a connector is told that reads everybody of the peers document. */
  Map<String, String> source() {
    Map<String, String> properties = common(SOURCE);
    properties.put("exactly.once.support", "required");
    properties.put("tasks.max", "1");
    properties.put("peers.document.keys", documents.publicKey().toString());
    properties.put("peers.document.bootstrap.servers", broker.bootstrapServers());
    properties.put("record.quantum.ms", "1000");
    properties.put("poll.jitter.ms", "0");
    properties.put("poll.shortest.ms", "200");
    properties.put("poll.usual.ms", "500");
    properties.put("poll.longest.ms", "1000");
    properties.put("spool.directory", directory.resolve("spool").toString());
    properties.put("archive.endpoint", store.endpoint().toString());
    properties.put("archive.access.key", EmbeddedObjectStore.ACCESS_KEY);
    properties.put("archive.secret.key", EmbeddedObjectStore.SECRET_KEY);
    return properties;
  }

  /** What a connector is told that uploads a feed to a hub. */
  Map<String, String> sink(Hub hub, PullFormat format, String feed) {
    Map<String, String> properties = common(SINK);
    properties.put("topics", Topics.BATCHES_SEALED.name());
    properties.put("tasks.max", "1");
    properties.put("consumer.override.isolation.level", "read_committed");
    properties.put("consumer.override.auto.offset.reset", "earliest");
    properties.put("RemoteRegionURL", hub.url(format).toString());
    properties.put("Format", format.word());
    properties.put("feed", feed);
    properties.put("TLSProducerCertificates", hub.certificate().toString());
    properties.put("SigningCertificate", directory.resolve("signing.p12").toString());
    properties.put("SigningCertificatePassword", Identity.PASSWORD);
    properties.put("upload.retry.ms", "500");
    return properties;
  }

  private Map<String, String> common(String connector) {
    Map<String, String> properties = new HashMap<>();
    properties.put("connector.class", connector);
    properties.put("key.converter", ConnectProcess.BYTES);
    properties.put("value.converter", ConnectProcess.BYTES);
    properties.put("home.region", member.region().code());
    properties.put("development.loopback", "true");
    properties.put("TLSConsumerCertificate", directory.resolve("client.p12").toString());
    properties.put("TLSConsumerCertificatePassword", Identity.PASSWORD);
    return properties;
  }

  /** Returns when all of their workers are ready. */
  static void awaitReady(ConnectedBackend... backends) {
    Arrays.stream(backends).map(ConnectedBackend::worker).forEach(ConnectProcess::awaitReady);
  }

  @Override
  public void close() {
    worker.close();
    records.close();
    store.close();
    broker.close();
  }
}

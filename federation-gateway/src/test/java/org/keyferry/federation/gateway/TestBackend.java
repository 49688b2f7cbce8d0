package org.keyferry.federation.gateway;

import java.nio.file.Path;
import java.time.Duration;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.testsupport.EmbeddedBroker;
import org.keyferry.testsupport.EmbeddedObjectStore;

/** What a gateway stands on: a real broker, a real object store, an operator, an exporter. */
public final class TestBackend implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final EmbeddedObjectStore store;
  private final S3Connection connection;
  private final TestTopics topics;
  private final TestPeers peers;
  private final TestBatches batches;
  private final Path documentKey;

  private TestBackend(Path directory) {
    broker = EmbeddedBroker.start();
    store = EmbeddedObjectStore.start(directory.resolve("objects"));
    connection =
        S3Connection.open(
            new S3Settings(
                store.endpoint(),
                null,
                EmbeddedObjectStore.BUCKET,
                true,
                EmbeddedObjectStore.ACCESS_KEY,
                EmbeddedObjectStore.SECRET_KEY,
                Duration.ofSeconds(10)));
    topics = new TestTopics(broker);
    peers = new TestPeers(topics, directory);
    documentKey = TestPeers.publicKey(directory);
    batches = new TestBatches(topics, connection.objects(), directory);
  }

  static TestBackend start(Path directory) {
    return new TestBackend(directory);
  }

  EmbeddedBroker broker() {
    return broker;
  }

  EmbeddedObjectStore store() {
    return store;
  }

  ObjectStore objects() {
    return connection.objects();
  }

  TestTopics topics() {
    return topics;
  }

  TestPeers peers() {
    return peers;
  }

  TestBatches batches() {
    return batches;
  }

  Path documentKey() {
    return documentKey;
  }

  @Override
  public void close() {
    topics.close();
    connection.close();
    store.close();
    broker.close();
  }
}

package org.keyferry.systemtests.federation;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.awaitility.Awaitility;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.SealedBatch;
import org.keyferry.systemtests.topic.TopicReader;
import org.keyferry.wire.topic.Topics;

/** The keys that a backend has sealed, in whatever feed. */
final class SealedKeys implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final TopicReader<SealedBatch> reader;
  private final Set<ByteString> keys = new HashSet<>();

  SealedKeys(String bootstrapServers) {
    reader = TopicReader.committed(Topics.BATCHES_SEALED, bootstrapServers);
  }

  /** Waits until these are sealed. */
  void await(Collection<BatchKey> wanted) {
    Set<ByteString> awaited = Arrivals.bytes(wanted);
    Awaitility.await("sealed keys").atMost(PATIENCE).until(() -> hasAll(awaited));
  }

  private boolean hasAll(Set<ByteString> awaited) {
    for (SealedBatch event : reader.poll()) {
      event.getChunk().getKeysList().forEach(key -> keys.add(key.getKeyData()));
    }
    return keys.containsAll(awaited);
  }

  @Override
  public void close() {
    reader.close();
  }
}

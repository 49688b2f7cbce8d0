package org.keyferry.systemtests.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.systemtests.topic.TopicReader;

/** The keys that came to one place, each as often as it came. */
final class Arrivals implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final TopicReader<FederatedKey> reader;
  private final List<FederatedKey> events = new ArrayList<>();

  Arrivals(TopicReader<FederatedKey> reader) {
    this.reader = reader;
  }

  static Set<ByteString> bytes(Collection<BatchKey> keys) {
    return keys.stream().map(BatchKey::getKeyData).collect(Collectors.toSet());
  }

  /** Everything that came so far. */
  List<FederatedKey> all() {
    do {
      events.addAll(reader.poll());
    } while (!reader.isAtEnd());
    return List.copyOf(events);
  }

  private List<ByteString> keys() {
    return all().stream().map(key -> key.getTemporaryExposureKey().getKeyData()).toList();
  }

  /** Waits until these have come. */
  void await(Collection<BatchKey> keys) {
    Set<ByteString> awaited = bytes(keys);
    Awaitility.await("all of " + awaited.size() + " keys")
        .atMost(PATIENCE)
        .until(() -> hasAll(awaited));
  }

  private boolean hasAll(Set<ByteString> awaited) {
    return Set.copyOf(keys()).containsAll(awaited);
  }

  /** How many of these have come. */
  long count(Collection<BatchKey> keys) {
    Set<ByteString> wanted = bytes(keys);
    return keys().stream().filter(wanted::contains).count();
  }

  /** Requires that each of these came once, and nothing else. */
  void requireExactly(Collection<BatchKey> expected) {
    assertThat(keys()).containsExactlyInAnyOrderElementsOf(bytes(expected));
  }

  @Override
  public void close() {
    reader.close();
  }
}

package org.keyferry.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keyferry.edge.store.ObjectHead;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.origin.kept.CacheSettings;
import org.keyferry.origin.kept.KeptObjects;

/** What the store has deleted goes from the origin, too. */
class ExpiredObjectsTest {
  private static final List<String> FILE = List.of("NL/1-2-00001.zip");

  private final AtomicLong nanos = new AtomicLong();
  private final Objects store = new Objects();
  private final KeptObjects objects =
      new KeptObjects(
          store, CacheSettings.ofDefaults(), InstantSource.fixed(Instant.EPOCH), nanos::get);

  @AfterEach
  void close() throws IOException {
    objects.close();
  }

  @Test
  void aDeletedObjectIsHeldForTheTimeThatIsSetAndNoLonger() throws Exception {
    assertThat(objects.fixed(FILE)).isPresent();
    store.deleted = true;
    pass(Duration.ofMinutes(59));
    assertThat(objects.fixed(FILE)).isPresent();

    pass(Duration.ofMinutes(2));

    assertThat(objects.fixed(FILE)).isEmpty();
  }

  @Test
  void aDeletedIndexIsGoneAfterTheNextCheck() throws Exception {
    assertThat(objects.index("NL/index.txt")).isPresent();
    store.deleted = true;

    pass(Duration.ofSeconds(3));

    assertThat(objects.index("NL/index.txt")).isEmpty();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** Has whatever is asked for, until it is deleted. */
  private static final class Objects implements ReadOnlyStore {
    private volatile boolean deleted;

    @Override
    public Optional<ObjectHead> head(String name) {
      return deleted
          ? Optional.empty()
          : Optional.of(new ObjectHead(3, "etag", Instant.EPOCH, "", "", Map.of()));
    }

    @Override
    public Optional<StoredObject> get(String name) {
      return head(name).map(head -> new StoredObject(head, new ByteArrayInputStream(new byte[3])));
    }
  }
}

package org.keyferry.origin;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.edge.store.ObjectHead;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.origin.kept.CacheSettings;
import org.keyferry.origin.kept.KeptObjects;

/** The store's clock may be wrong by an hour: what is dated is not dated later than it is. */
@Tag("D46")
class DateTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00.5Z");

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT0S", "PT-1H"})
  void lastModifiedIsNeverLaterThanTheAnswer(Duration wrong) throws Exception {
    var settings = CacheSettings.ofDefaults();
    var store = new OneObject(NOW.plus(wrong));
    try (var objects =
        new KeptObjects(store, settings, InstantSource.fixed(NOW), Ticker.systemTicker())) {
      var seen = objects.fixed(List.of("NL/1-2-00001.zip")).orElseThrow();

      assertThat(seen.kept().plain().changed().at())
          .isEqualTo(
              Instant.parse(wrong.isNegative() ? "2026-11-25T09:00:00Z" : "2026-11-25T10:00:00Z"));
    }
  }

  /** A store that can be read and nothing else. */
  private record OneObject(Instant lastModified) implements ReadOnlyStore {
    @Override
    public Optional<ObjectHead> head(String name) {
      return Optional.of(new ObjectHead(3, "etag", lastModified, "application/zip", "", Map.of()));
    }

    @Override
    public Optional<StoredObject> get(String name) throws IOException {
      return Optional.of(
          new StoredObject(head(name).orElseThrow(), new ByteArrayInputStream(new byte[3])));
    }
  }
}

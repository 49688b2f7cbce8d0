package org.keyferry.systemtests.backend;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What processor and exporter tell of the newest batches of a feed. */
public final class Batches {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Batches() {}

  /**
   * A batch of a feed.
   *
   * @param sequence its number
   * @param start start of its window
   * @param end end of its window
   * @param keys how many keys it has
   */
  public record Batch(long sequence, Instant start, Instant end, long keys) {}

  /** The newest batches of the feed that the exporter has published, by their numbers. */
  public static List<Batch> published(Backend backend, String feed) {
    return read(backend, Part.EXPORTER, "/actuator/batches", "published", feed);
  }

  /** End of the newest published window of a feed; the epoch if there is none. */
  public static Instant newestEnd(Backend backend, String feed) {
    return published(backend, feed).stream()
        .map(Batch::end)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private static List<Batch> read(
      Backend backend, Part part, String path, String list, String feed) {
    JsonNode answer = JSON.readTree(Probe.get(backend.url(part).resolve(path)));
    return StreamSupport.stream(answer.path(list).spliterator(), false)
        .filter(batch -> batch.path("feed").asString().equals(feed))
        .map(Batches::of)
        .sorted(Comparator.comparingLong(Batch::sequence))
        .toList();
  }

  private static Batch of(JsonNode batch) {
    return new Batch(
        batch.path("sequence").asLong(),
        Instant.parse(batch.path("start").asString()),
        Instant.parse(batch.path("end").asString()),
        batch.path("keys").asLong());
  }
}

package org.keyferry.systemtests.backend;

import java.time.Instant;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the exporter tells of the batches that it published last. */
public final class Batches {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Batches() {}

  /** End of the newest published window of a feed; the epoch if there is none. */
  public static Instant newestEnd(Backend backend, String feed) {
    JsonNode batches =
        JSON.readTree(Probe.get(backend.url(Part.EXPORTER).resolve("/actuator/batches")));
    return StreamSupport.stream(batches.path("published").spliterator(), false)
        .filter(batch -> batch.path("feed").asString().equals(feed))
        .map(batch -> Instant.parse(batch.path("end").asString()))
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }
}

package org.keyferry.local.status;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;

/**
 * The newest published batches, as the exporter tells them.
 *
 * @param published newest of all feeds
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BatchStatus(List<Published> published) {
  public BatchStatus {
    published = published == null ? List.of() : List.copyOf(published);
  }

  /** A batch that phones can fetch; {@code keys} counts padding too. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Published(
      String feed,
      long sequence,
      Instant start,
      Instant end,
      long keys,
      long padding,
      List<PublishedObject> objects) {
    public Published {
      objects = objects == null ? List.of() : List.copyOf(objects);
    }
  }

  /** An object of a batch, named relative to the origin. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record PublishedObject(String name, long size) {}
}

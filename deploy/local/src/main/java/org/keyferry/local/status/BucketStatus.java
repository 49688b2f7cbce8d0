package org.keyferry.local.status;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;

/**
 * The buckets of all feeds, as the processor tells them.
 *
 * @param open those that still take keys
 * @param sealed the newest that do not
 * @param restoring records that stores have yet to read before all partitions are processed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BucketStatus(List<Open> open, List<Sealed> sealed, Long restoring) {
  public BucketStatus {
    open = open == null ? List.of() : List.copyOf(open);
    sealed = sealed == null ? List.of() : List.copyOf(sealed);
    restoring = restoring == null ? 0L : restoring;
  }

  /** A bucket that takes keys. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Open(String feed, Instant start, Instant end, long keys) {}

  /** A bucket that became a batch; {@code keys} counts padding too. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Sealed(
      String feed, long sequence, Instant start, Instant end, long keys, long padding) {}
}

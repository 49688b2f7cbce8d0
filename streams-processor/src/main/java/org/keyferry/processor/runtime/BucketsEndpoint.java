package org.keyferry.processor.runtime;

import java.util.List;
import org.keyferry.processor.observe.Observation;
import org.keyferry.processor.observe.OpenBucket;
import org.keyferry.processor.observe.SealedBucket;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Shows open and newest sealed buckets to operators.
 *
 * <p>in: {@link Observation}; out: {@code GET /actuator/buckets}
 */
@Endpoint(id = "buckets")
public final class BucketsEndpoint {
  private final Observation observation;

  public BucketsEndpoint(Observation observation) {
    this.observation = observation;
  }

  /**
   * The answer.
   *
   * @param open by feed and start
   * @param sealed newest first
   */
  public record Answer(List<OpenBucket> open, List<SealedBucket> sealed) {}

  /** What this process knows of buckets. */
  @ReadOperation
  public Answer buckets() {
    return new Answer(observation.openBuckets(), observation.newestSealed());
  }
}

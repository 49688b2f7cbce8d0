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
  private final Restoring restoring;

  BucketsEndpoint(Observation observation, Restoring restoring) {
    this.observation = observation;
    this.restoring = restoring;
  }

  /**
   * The answer.
   *
   * @param open by feed and start
   * @param sealed newest first
   * @param restoring records that stores have yet to read before all partitions are processed
   */
  public record Answer(List<OpenBucket> open, List<SealedBucket> sealed, long restoring) {}

  /** What this process knows of buckets. */
  @ReadOperation
  public Answer buckets() {
    return new Answer(observation.openBuckets(), observation.newestSealed(), restoring.records());
  }
}

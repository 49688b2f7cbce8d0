package org.keyferry.local.backend;

import java.time.Duration;
import java.util.Map;
import org.keyferry.wire.key.Region;

/**
 * What a backend shall do.
 *
 * @param region the region that it serves
 * @param bucket how long a batch collects keys
 * @param furtherFeeds further feeds of the region, by id, with their buckets
 * @param embargo how long a key is held back after its validity has ended
 * @param minimumBatchSize a batch with any key is padded to so many
 * @param exchange with whom keys are exchanged
 * @param shortLived whether it runs for minutes only, so that the JVM's second compiler would not
 *     pay
 * @param settings settings of the apps that go before all others, by name
 */
public record BackendRequest(
    Region region,
    Duration bucket,
    Map<String, Duration> furtherFeeds,
    Duration embargo,
    int minimumBatchSize,
    Exchange exchange,
    boolean shortLived,
    Map<String, String> settings) {
  public BackendRequest {
    furtherFeeds = Map.copyOf(furtherFeeds);
    settings = Map.copyOf(settings);
  }
}

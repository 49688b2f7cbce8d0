package org.keyferry.processor.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * What the stores of this process have yet to read of their changelogs, before the partitions that
 * they belong to are processed: {@code keyferry.stores.restoring} and {@code
 * keyferry.stores.restored}. Standby copies are no part of it, as nothing waits for them.
 */
final class Restoring implements StateRestoreListener {
  private final Map<TopicPartition, Left> left = new ConcurrentHashMap<>();
  private final Counter restored;

  /** Offsets of a changelog: the first that is not read, and the one after the last. */
  private record Left(long next, long end) {
    long records() {
      return Math.max(0, end - next);
    }
  }

  Restoring(MeterRegistry registry) {
    Gauge.builder("keyferry.stores.restoring", this::records)
        .description("Records of changelogs to be read before all partitions are processed")
        .register(registry);
    this.restored =
        Counter.builder("keyferry.stores.restored")
            .description("Records of changelogs that stores were restored from")
            .register(registry);
  }

  /** Records that are left of all changelogs, transaction markers among them. */
  long records() {
    return left.values().stream().mapToLong(Left::records).sum();
  }

  /** Whether no store waits for anything. */
  boolean isDone() {
    return left.isEmpty();
  }

  @Override
  public void onRestoreStart(TopicPartition changelog, String store, long start, long end) {
    left.put(changelog, new Left(start, end));
  }

  @Override
  public void onBatchRestored(TopicPartition changelog, String store, long last, long records) {
    restored.increment((double) records);
    left.computeIfPresent(changelog, (_, before) -> new Left(last + 1, before.end()));
  }

  @Override
  public void onRestoreEnd(TopicPartition changelog, String store, long records) {
    left.remove(changelog);
  }

  @Override
  public void onRestoreSuspended(TopicPartition changelog, String store, long records) {
    left.remove(changelog);
  }
}

package org.keyferry.processor.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.keyferry.wire.admission.RejectionReason;

/**
 * Counters of the stages. A step that is aborted and done again counts twice; what is exact is in
 * the topics.
 */
public final class ProcessorMetrics {
  private final Counter admitted;
  private final Counter repeated;
  private final Counter revised;
  private final Counter unrouted;
  private final Map<RejectionReason, Counter> rejected = new EnumMap<>(RejectionReason.class);
  private final MeterRegistry registry;
  private final Map<String, Counter> sealed = new ConcurrentHashMap<>();

  ProcessorMetrics(MeterRegistry registry) {
    this.registry = registry;
    admitted = counter(registry, "keyferry.keys.admitted", "Keys that are held for release");
    repeated = counter(registry, "keyferry.keys.repeated", "Keys that were held or known already");
    revised =
        counter(registry, "keyferry.keys.revised", "Keys whose report was replaced by a later one");
    unrouted =
        counter(registry, "keyferry.keys.unrouted", "Keys that belong to no feed of the plan");
    for (RejectionReason reason : RejectionReason.values()) {
      rejected.put(
          reason,
          Counter.builder("keyferry.keys.rejected")
              .description("Records that go no further")
              .tag("reason", reason.code())
              .register(registry));
    }
  }

  /** Shows the feed, before it has a batch. */
  void begin(String feed) {
    sealed.computeIfAbsent(
        feed,
        id ->
            Counter.builder("keyferry.batches.sealed")
                .description("Batches with a manifest, empty ones too")
                .tag("feed", id)
                .register(registry));
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  /** A key is held that was not held before. */
  public void admitted() {
    admitted.increment();
  }

  /** A key came again. */
  public void repeated() {
    repeated.increment();
  }

  /** The report of a key is replaced. */
  public void revised() {
    revised.increment();
  }

  /** A key belongs to no feed of ours. */
  public void unrouted() {
    unrouted.increment();
  }

  /** A record goes no further. */
  public void rejected(RejectionReason reason) {
    rejected.get(reason).increment();
  }

  /** So many batches have their manifest. */
  public void sealed(String feed, int batches) {
    sealed.get(feed).increment(batches);
  }
}

package org.keyferry.origin;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.keyferry.origin.address.Address;

/** Counts answers by what was asked for and how it went. */
final class OriginMetrics {
  private final MeterRegistry registry;
  private final Counter stale;
  private final Map<Class<?>, Map<Integer, Counter>> answers = new ConcurrentHashMap<>();

  OriginMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.stale =
        Counter.builder("keyferry.origin.answers.stale")
            .description("Answers with the last known index or alias, as the store was away")
            .register(registry);
  }

  /** An answer that says that it is stale. */
  void stale() {
    stale.increment();
  }

  /** An answer. */
  void answered(Address address, int status) {
    answers
        .computeIfAbsent(address.getClass(), _ -> new ConcurrentHashMap<>())
        .computeIfAbsent(status, each -> counter(address.getClass(), each))
        .increment();
  }

  private Counter counter(Class<?> kind, int status) {
    return Counter.builder("keyferry.origin.answers")
        .description("Answers by kind of address and status")
        .tag("kind", kind.getSimpleName().toLowerCase(Locale.ROOT))
        .tag("status", String.valueOf(status))
        .register(registry);
  }
}

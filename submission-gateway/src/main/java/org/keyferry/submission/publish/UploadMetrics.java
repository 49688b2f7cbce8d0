package org.keyferry.submission.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Counts uploads by the code of their reply and times them.
 *
 * <p>in: replies; out: {@code keyferry.uploads}, {@code keyferry.upload.duration}
 */
final class UploadMetrics {
  private static final Duration[] STEPS = {
    Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
    Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(5)
  };

  private final Counter successes;
  private final Map<ErrorCode, Counter> byCode = new EnumMap<>(ErrorCode.class);
  private final Timer duration;

  UploadMetrics(MeterRegistry registry) {
    successes = counter(registry, "ok");
    for (ErrorCode code : ErrorCode.values()) {
      byCode.put(code, counter(registry, code.text()));
    }
    duration =
        Timer.builder("keyferry.upload.duration")
            .description("Time from the start of an upload to its reply")
            .serviceLevelObjectives(STEPS)
            .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String code) {
    return Counter.builder("keyferry.uploads")
        .description("Uploads by the code of the reply; ok is full success")
        .tag("code", code)
        .register(registry);
  }

  void count(PublishReply reply, long nanoseconds) {
    reply.code().map(byCode::get).orElse(successes).increment();
    duration.record(nanoseconds, TimeUnit.NANOSECONDS);
  }
}

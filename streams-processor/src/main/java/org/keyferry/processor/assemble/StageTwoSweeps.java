package org.keyferry.processor.assemble;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.keyferry.processor.assemble.FeedAssembly.AssemblyParts;
import org.keyferry.processor.observe.OpenKeys;
import org.keyferry.processor.step.StepLimits;
import org.keyferry.processor.step.Wake;
import org.keyferry.wire.retention.Housekeeping;

/** Sweeps the stores of a task of stage 2 in bounded steps: chunks, and fakes that were shown. */
final class StageTwoSweeps {
  private static final Duration STEP = Duration.ofMillis(20);
  private static final Duration BETWEEN_STEPS = Duration.ofMillis(200);

  private final Map<String, FeedAssembly> feeds;
  private final ShownFakes shown;
  private final OpenKeys open;
  private final StepLimits limits;
  private final ForgetSlices forgetSlices;
  private ProcessorContext<byte[], Object> context;
  private Wake forFakes;
  private Wake forSlices;

  StageTwoSweeps(
      AssemblyParts parts, Map<String, FeedAssembly> feeds, ShownFakes shown, OpenKeys open) {
    this.feeds = feeds;
    this.shown = shown;
    this.open = open;
    this.limits = new StepLimits(parts.mostKeys(), STEP);
    this.forgetSlices = new ForgetSlices(parts, feeds, limits);
  }

  void begin(ProcessorContext<byte[], Object> task) {
    context = task;
    forFakes = new Wake(context, this::sweepFakes);
    forFakes.soon();
    forSlices = new Wake(context, this::sweepSlices);
    forSlices.soon();
  }

  private void sweepFakes() {
    long now = Math.floorDiv(context.currentSystemTimeMs(), 1000L);
    boolean over =
        shown.sweep(
            limits.begin(),
            // What has left the plan is swept by the clock.
            feed -> feeds.containsKey(feed) ? feeds.get(feed).sealedThrough() : now);
    forFakes.in(over ? Housekeeping.STORE_SWEEP : BETWEEN_STEPS);
  }

  private void sweepSlices() {
    long now = context.currentSystemTimeMs();
    boolean over = forgetSlices.step(now);
    if (over) {
      open.forgetBefore(ForgetSlices.oldestGrain(now));
    }
    forSlices.in(over ? ForgetSlices.PERIOD : BETWEEN_STEPS);
  }
}

package org.keyferry.processor.assemble;

import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.keyferry.processor.assemble.FeedAssembly.AssemblyParts;
import org.keyferry.processor.observe.OpenKeys;
import org.keyferry.processor.step.StepBudget;
import org.keyferry.processor.step.Sweep;

/** Sweeps the stores of a task of stage 2: chunks, and fakes that were shown. */
final class StageTwoSweeps {
  private final AssemblyParts parts;
  private final Map<String, FeedAssembly> feeds;
  private final ShownFakes shown;
  private final OpenKeys open;
  private final ForgetSlices forgetSlices;

  StageTwoSweeps(
      AssemblyParts parts, Map<String, FeedAssembly> feeds, ShownFakes shown, OpenKeys open) {
    this.parts = parts;
    this.feeds = feeds;
    this.shown = shown;
    this.open = open;
    this.forgetSlices = new ForgetSlices(parts, feeds);
  }

  void begin(ProcessingContext context) {
    Sweep.begin(context, parts.mostKeys(), this::sweepFakes);
    Sweep.begin(context, parts.mostKeys(), this::sweepSlices);
  }

  private boolean sweepFakes(StepBudget budget, long nowMillis) {
    long now = Math.floorDiv(nowMillis, 1000L);
    return shown.sweep(
        budget,
        // What has left the plan is swept by the clock.
        feed -> feeds.containsKey(feed) ? feeds.get(feed).sealedThrough() : now);
  }

  private boolean sweepSlices(StepBudget budget, long nowMillis) {
    boolean over = forgetSlices.step(budget, nowMillis);
    if (over) {
      open.forgetBefore(ForgetSlices.oldestGrain(nowMillis));
    }
    return over;
  }
}

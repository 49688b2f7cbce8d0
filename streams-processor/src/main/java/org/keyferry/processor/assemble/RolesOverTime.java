package org.keyferry.processor.assemble;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.keyferry.processor.plan.LivePlan;
import org.keyferry.wire.feed.PlanVersion;

/**
 * The roles that feeds have in padding, as the plan changes. For one thread; times are seconds
 * since the epoch.
 *
 * <p>A window follows the roles of its last second, and a feed that leads at any time within a
 * window tells of all of it: so whoever waits to be told is told.
 */
final class RolesOverTime {
  private final LivePlan plan;
  private final Map<Long, PaddingRoles> ofVersions = new HashMap<>();

  RolesOverTime(LivePlan plan) {
    this.plan = plan;
  }

  private PaddingRoles of(PlanVersion version) {
    return ofVersions.computeIfAbsent(version.number(), _ -> new PaddingRoles(version.plan()));
  }

  /** The roles at that second. */
  PaddingRoles at(long second) {
    return of(plan.timeline().at(second));
  }

  /** The roles that hold at some time within {@code [from, through)}, each once. */
  List<PaddingRoles> within(long from, long through) {
    long first = plan.timeline().at(from).number();
    long last = plan.timeline().at(through - 1).number();
    return plan.timeline().versions().stream()
        .filter(version -> version.number() >= first && version.number() <= last)
        .map(this::of)
        .toList();
  }

  /** Whether it is so in any version. */
  boolean ever(Predicate<PaddingRoles> condition) {
    return plan.timeline().versions().stream().map(this::of).anyMatch(condition);
  }
}

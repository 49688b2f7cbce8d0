package org.keyferry.exporter.settings;

import java.time.Duration;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** The lists of batches that phones read: {@code keyferry.exporter.lists}. */
public record ListSettings(
    @Setting(
            "How long a list is to be believed, 1 min to 30 d. Each is issued anew after a quarter"
                + " of it, if no batch came before.")
        Duration lifetime,
    @Setting(
            "When clients are asked to come again, 1 s to 7 d. Default: the length of the newest"
                + " window, but 1 min to 6 h.")
        Duration nextPoll,
    @Setting(
            "Each client waits for a random time of up to so much longer, 0 s to 24 h. Default: a"
                + " twelfth of next-poll.")
        Duration pollJitter,
    @Setting(
            "What a phone should download of a feed in a day at most, 1 to 1024, in MiB: above it"
                + " the exporter warns.")
        Integer dailyBudgetMebibytes,
    FilterSettings filter) {
  private static final Duration LEAST_POLL = Duration.ofMinutes(1);
  private static final Duration LONGEST_CHECK = Duration.ofMinutes(10);
  private static final Duration MOST_POLL = Duration.ofHours(6);

  public ListSettings {
    lifetime = lifetime == null ? Duration.ofHours(24) : lifetime;
    dailyBudgetMebibytes = dailyBudgetMebibytes == null ? 10 : dailyBudgetMebibytes;
    filter = filter == null ? new FilterSettings(null, null, null, null) : filter;
    String prefix = "keyferry.exporter.lists.";
    InvalidSetting.unlessBetween(
        Duration.ofMinutes(1), Duration.ofDays(30), prefix + "lifetime", lifetime);
    InvalidSetting.unlessBetween(1, 1024, prefix + "daily-budget-mebibytes", dailyBudgetMebibytes);
    if (nextPoll != null) {
      InvalidSetting.unlessBetween(
          Duration.ofSeconds(1), Duration.ofDays(7), prefix + "next-poll", nextPoll);
    }
    if (pollJitter != null) {
      InvalidSetting.unlessBetween(
          Duration.ZERO, Duration.ofHours(24), prefix + "poll-jitter", pollJitter);
    }
  }

  /** When clients are to come again if the newest window has that length. */
  public Duration nextPoll(Duration window) {
    if (nextPoll != null) {
      return nextPoll;
    }
    Duration least = window.compareTo(LEAST_POLL) < 0 ? LEAST_POLL : window;
    return least.compareTo(MOST_POLL) > 0 ? MOST_POLL : least;
  }

  /** How much longer each may wait. */
  public Duration pollJitter(Duration window) {
    return pollJitter == null ? nextPoll(window).dividedBy(12) : pollJitter;
  }

  /** How old a list gets before it is issued anew. */
  public Duration renewal() {
    return lifetime.dividedBy(4);
  }

  /** How often it is looked which lists have to be issued anew. */
  public Duration checkInterval() {
    Duration part = lifetime.dividedBy(24);
    return part.compareTo(LONGEST_CHECK) > 0 ? LONGEST_CHECK : part;
  }
}

package org.keyferry.processor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.retention.KeyStays;
import org.keyferry.wire.retention.KeyStays.FileTerms;
import org.keyferry.wire.retention.LongestStay;
import org.keyferry.wire.retention.ReleaseTerms;

/**
 * How long the processor's settings let keys stay, in its stores, in what it writes, and in the
 * files of feeds that set their own retention. Pure.
 */
public final class ProcessorRetention {
  /** The exporter's setting is not ours to know, so it counts with its longest value. */
  private static final Duration LONGEST_SWEEP_INTERVAL = Duration.ofDays(1);

  private static final Duration LONGEST_INDEX_MAX_AGE = Duration.ofHours(1);

  private ProcessorRetention() {}

  /** The stay in each place. */
  public static List<LongestStay> stays(
      FeedPlan feeds, AdmissionLimits admission, ProcessorSettings settings) {
    var terms = ReleaseTerms.of(feeds, settings.embargo());
    var stays = new ArrayList<>(KeyStays.inProcessor(terms, admission));
    for (Feed feed : feeds.feeds()) {
      if (feed.files().retention() != null) {
        var files =
            new FileTerms(
                feed.files().retention(),
                "keyferry.plan.feeds[" + feed.id() + "].files.retention",
                LONGEST_SWEEP_INTERVAL,
                LONGEST_INDEX_MAX_AGE);
        stays.add(KeyStays.inFiles(terms, files));
      }
    }
    return stays;
  }
}

package org.keyferry.wire.retention;

import java.time.Duration;
import java.util.List;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.retention.LongestStay.Part;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.Topics;

/**
 * How long a key may stay in each place that holds key bytes, counted from its arrival and with
 * every stop in between that loses nothing. Pure.
 */
public final class KeyStays {
  private static final Duration DAY = Duration.ofDays(1);

  /** A key waits for its grain for less than this, after all that admission allows. */
  private static final Duration LONGEST_HOLD = DAY;

  private static final String ROLL = "roll of the segment";

  private KeyStays() {}

  /** How long after the end of its validity a released key is remembered. */
  public static Duration memory(AdmissionLimits admission) {
    return admission.longestAge().plus(Topics.KEYS_SUBMITTED.retention()).plus(LONGEST_HOLD);
  }

  /**
   * How long the changelog of a store with keys has each record, whatever deletes or compacts too
   * late. Not shorter than any key is remembered, or a restored store would have forgotten it.
   */
  public static Duration changelog(AdmissionLimits admission) {
    Duration keyThatIsValidYet = DAY;
    Duration sweepThatIsLate = DAY;
    return memory(admission).plus(keyThatIsValidYet).plus(sweepThatIsLate);
  }

  /**
   * How long after its grain a slice waits for its batch at most: nobody would read it any more.
   */
  public static Duration slices() {
    return Topics.BATCHES_SEALED.retention();
  }

  /** The inputs. */
  public static LongestStay inInputs() {
    return new LongestStay(
        Topics.KEYS_SUBMITTED.name(),
        List.of(
            Part.fixed("a time stamp that is ahead", Housekeeping.FURTHEST_AHEAD),
            Part.fixed("retention of the topic", Topics.KEYS_SUBMITTED.retention()),
            Part.fixed(ROLL, Housekeeping.SEGMENT),
            Part.fixed("check by the broker", Housekeeping.BROKER_CHECK)));
  }

  /** All places of the processor and what it writes. */
  public static List<LongestStay> inProcessor(ReleaseTerms terms, AdmissionLimits admission) {
    return List.of(
        inInputs(),
        forgotten(released("the store held-keys", terms)),
        forgotten(known(terms, admission)),
        changelogs(terms, admission),
        deletedTopic(Topics.FEEDS_SLICES, terms),
        forgotten(
            released("the store slice-chunks", terms)
                .and(Part.fixed("longest wait for the batch", slices()))),
        deletedTopic(Topics.BATCHES_SEALED, terms));
  }

  private static LongestStay released(String place, ReleaseTerms terms) {
    return new LongestStay(
        place,
        List.of(
            Part.fixed(
                "wait in the topic for a processor that is stopped",
                Topics.KEYS_SUBMITTED.retention()),
            Part.fixed("validity of the key", DAY),
            new Part("quantum", terms.quantum(), "keyferry.plan.quantum"),
            new Part("embargo", terms.embargo(), "keyferry.processor.embargo"),
            new Part(
                "longest bucket and wait",
                terms.bucket(),
                "keyferry.plan.feeds[].bucket and longest-wait"),
            new Part("longest grace", terms.grace(), "keyferry.plan.feeds[].grace")));
  }

  private static LongestStay known(ReleaseTerms terms, AdmissionLimits admission) {
    return new LongestStay(
        "the store known-keys",
        List.of(
            Part.fixed("validity of the key", DAY),
            new Part("quantum", terms.quantum(), "keyferry.plan.quantum"),
            longestAge(admission),
            Part.fixed("wait of a repeat in the topic", Topics.KEYS_SUBMITTED.retention()),
            Part.fixed("wait of a repeat for its grain", LONGEST_HOLD)));
  }

  private static Part longestAge(AdmissionLimits admission) {
    return new Part(
        "age at which keys are taken", admission.longestAge(), "keyferry.admission.longest-age");
  }

  /**
   * What is deleted from a store goes from its changelog: first the record, which a compaction
   * replaces by the tombstone, then the tombstone, which has the key too. From the files of the
   * store it goes earlier.
   */
  private static LongestStay forgotten(LongestStay stay) {
    Duration rolled = Housekeeping.SEGMENT.plus(Housekeeping.STORE_SWEEP);
    Duration compacted = rolled.plus(Housekeeping.COMPACTION_LAG).plus(Housekeeping.BROKER_CHECK);
    return stay.and(
        Part.fixed("sweep of the store", Housekeeping.STORE_SWEEP),
        Part.fixed("roll and compaction of the changelog", compacted),
        Part.fixed("retention of the tombstone", Housekeeping.TOMBSTONES),
        Part.fixed("next roll and compaction", compacted));
  }

  /** With a processor that stops for good, nothing is compacted any more. */
  private static LongestStay changelogs(ReleaseTerms terms, AdmissionLimits admission) {
    return released("changelogs of a processor that is stopped for good", terms)
        .and(
            longestAge(admission),
            Part.fixed(
                "further retention of the changelog",
                changelog(admission).minus(admission.longestAge())),
            Part.fixed(ROLL, Housekeeping.SEGMENT),
            Part.fixed("check by the broker", Housekeeping.BROKER_CHECK));
  }

  private static LongestStay deletedTopic(Topic<?> topic, ReleaseTerms terms) {
    var stay = released(topic.name(), terms);
    if (!topic.equals(Topics.FEEDS_SLICES)) {
      stay = stay.and(Part.fixed("wait of its slices", Topics.FEEDS_SLICES.retention()));
    }
    return stay.and(
        Part.fixed("retention of the topic", topic.retention()),
        Part.fixed(ROLL, Housekeeping.SEGMENT),
        Part.fixed("check by the broker", Housekeeping.BROKER_CHECK));
  }

  /** The files of a feed. */
  public static LongestStay inFiles(ReleaseTerms terms, FileTerms files) {
    return released("export files", terms)
        .and(
            new Part("retention of the files", files.retention(), files.retentionSetting()),
            new Part(
                "sweep that takes them from the index",
                files.sweepInterval(),
                "keyferry.exporter.sweep-interval"),
            new Part("caches of the index", files.indexMaxAge(), "keyferry.exporter.index-max-age"),
            new Part(
                "sweep that deletes them",
                files.sweepInterval(),
                "keyferry.exporter.sweep-interval"));
  }

  /**
   * Objects with the keys of many batches.
   *
   * @param kept how long one stays at least that another one took the place of; which those are is
   *     looked up as often
   */
  public static LongestStay inAggregates(ReleaseTerms terms, FileTerms files, Duration kept) {
    var look =
        new Part(
            "sweep that notes or deletes them",
            files.sweepInterval(),
            "keyferry.exporter.sweep-interval");
    return new LongestStay("aggregates", inFiles(terms, files).parts())
        .and(
            new Part("until it is noted that nothing names them", kept, "keyferry.aggregates.kept"),
            look,
            new Part("further stay of aggregates", kept, "keyferry.aggregates.kept"),
            look);
  }

  /**
   * What decides when a file goes.
   *
   * @param retention how long it is kept after its window's end
   * @param retentionSetting the setting that says so
   * @param sweepInterval how often expired files are looked for
   * @param indexMaxAge how long caches may show an index that has been replaced
   */
  public record FileTerms(
      Duration retention, String retentionSetting, Duration sweepInterval, Duration indexMaxAge) {}
}

package org.keyferry.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.local.audit.AuditReport.Place;
import org.keyferry.local.audit.AuditReport.Verdict;
import org.keyferry.local.audit.RetentionAudit;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.systemtests.backend.Backend;
import org.keyferry.systemtests.backend.Batches;
import org.keyferry.systemtests.days.DailyUploads;
import org.keyferry.systemtests.days.DayByDay;
import org.keyferry.systemtests.days.KeySearch;
import org.keyferry.systemtests.days.ShiftedDays;
import org.keyferry.systemtests.days.Sightings;
import org.keyferry.systemtests.days.StoredFiles;
import org.keyferry.systemtests.download.IndependentReader;
import org.keyferry.systemtests.download.KeyBytes;
import org.keyferry.systemtests.privacy.Traces;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.retention.KeyStays;
import org.keyferry.wire.retention.KeyStays.FileTerms;
import org.keyferry.wire.retention.LongestStay;
import org.keyferry.wire.retention.ReleaseTerms;
import org.keyferry.wire.topic.Topics;

/**
 * A backend of real processes lives for twenty days, a day in each step: all of it is stopped, the
 * clocks of all move on together, and it is started again for some uploads. From the second day on
 * nothing comes to half of the key partitions, nor to two of the feeds. In the end no byte of any
 * file is of a key of the first day.
 */
@Tag("long")
@Tag("faketime")
class TwentyDaysTest {
  private static final int DAYS = 20;
  private static final Duration BUCKET = Duration.ofHours(2);
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final Duration WAIT = Duration.ofHours(2);
  private static final Duration KEPT = Duration.ofDays(14);
  private static final Duration KEPT_AGGREGATES = Duration.ofHours(1);
  private static final Duration AGE = Duration.ofDays(10);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String FEED = "NL";
  private static final String KEYS = "kafka/" + Topics.KEYS_SUBMITTED + "-";

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("keyferry.plan.feeds[0].region", FEED),
          Map.entry("keyferry.plan.feeds[0].from.include-origins[0]", DailyUploads.NEIGHBOUR),
          Map.entry("keyferry.plan.feeds[1].id", "NL-travellers"),
          Map.entry("keyferry.plan.feeds[1].region", FEED),
          Map.entry("keyferry.plan.feeds[1].from.travellers", "only"),
          Map.entry("keyferry.plan.feeds[2].id", "to-all"),
          Map.entry("keyferry.plan.feeds[2].kind", "all-to-all"),
          Map.entry("keyferry.plan.feeds[2].region", FEED),
          Map.entry("keyferry.plan.feeds[2].longest-wait", WAIT.toHours() + "h"),
          // The shortest promise that these settings allow, and all that is not a stop below it.
          Map.entry("keyferry.retention.everything", "22d"),
          Map.entry("keyferry.admission.longest-age", AGE.toDays() + "d"),
          Map.entry("keyferry.exporter.retention", KEPT.toDays() + "d"),
          Map.entry("keyferry.aggregates.kept", KEPT_AGGREGATES.toHours() + "h"),
          // A day is only as long as the processes run: nothing can wait for minutes.
          Map.entry("keyferry.exporter.sweep-interval", SOON.toSeconds() + "s"),
          Map.entry("keyferry.exporter.index-max-age", SOON.toSeconds() + "s"),
          Map.entry("keyferry.origin.index-max-age", SOON.toSeconds() + "s"));

  private static final ReleaseTerms TERMS =
      new ReleaseTerms(Duration.ofMinutes(10), Duration.ofHours(2), BUCKET.plus(WAIT), GRACE);

  private static final FileTerms FILES = new FileTerms(KEPT, "", SOON, SOON);

  private static final List<LongestStay> SUMS =
      Stream.concat(
              KeyStays.inProcessor(TERMS, new AdmissionLimits(AGE, null, null)).stream(),
              Stream.of(
                  KeyStays.inFiles(TERMS, FILES),
                  KeyStays.inAggregates(TERMS, FILES, KEPT_AGGREGATES)))
          .toList();

  /** Where keys of the first day are seen, or the search is blind. */
  private static final List<String> EXPECTED =
      List.of(
          "topic " + Topics.KEYS_SUBMITTED,
          "topic " + Topics.KEYS_FEDERATED,
          "topic streams-processor-held-keys-changelog",
          "topic streams-processor-known-keys-changelog",
          "topic streams-processor-slice-chunks-changelog",
          "topic " + Topics.FEEDS_SLICES,
          "topic " + Topics.BATCHES_SEALED,
          "store held-keys",
          "store known-keys",
          "store slice-chunks",
          "export files public/NL",
          "export files public/NL-travellers",
          "aggregates public/NL",
          "aggregates public/NL-travellers",
          "export files private/to-all");

  private final ShiftedDays clock = new ShiftedDays();
  private final Backend backend = new Backend("twenty-days", SETTINGS, clock);
  private final DayByDay days = new DayByDay(backend, clock);
  private final DailyUploads uploads = new DailyUploads(backend, clock);
  private final IndependentReader reader = backend.reader(FEED);
  private final List<Set<KeyBytes>> uploaded = new ArrayList<>();
  private final Sightings sightings = new Sightings();

  @AfterEach
  void stop() {
    backend.close();
  }

  @Test
  @Tag("SP3")
  @Tag("G06")
  void noFileHasAKeyOfTheFirstDayTwentyDaysLater() throws Exception {
    live();
    sightings.add(clock.day(), filesWithKeysOfTheFirstDay());
    assertThat(filesWithKeysOfTheFirstDay())
        .as("the search sees what is there")
        .anyMatch(file -> file.startsWith(KEYS + 0))
        .anyMatch(file -> file.startsWith(KEYS + 1))
        .anyMatch(file -> file.startsWith(KEYS + 2))
        .anyMatch(file -> file.startsWith(KEYS + 3));
    while (clock.day() < DAYS) {
      clock.nextDay();
      live();
      sightings.add(clock.day(), filesWithKeysOfTheFirstDay());
      assertThat(reader.missing(due())).as("keys that are due, on day %d", clock.day()).isZero();
    }

    System.out.println("Keys of day 0 were seen last on day\n" + sightings.table(SUMS));
    assertThat(filesWithKeysOfTheFirstDay()).isEmpty();
    assertThat(Traces.of(backend, uploaded.getFirst())).isEmpty();
    assertThat(sightings.places()).containsAll(EXPECTED);
    assertThat(sightings.tooLong(SUMS)).isEmpty();
    assertThat(olderThan(DAYS)).isEmpty();
    assertThat(olderThan(DAYS / 2)).isNotEmpty();
  }

  /** A day: everything is started, works until there is nothing to do, and is stopped. */
  private void live() throws IOException {
    days.begin();
    uploaded.add(uploads.send());
    awaitPublished();
    days.awaitIdle();
    reader.look();
    days.end();
  }

  private void awaitPublished() {
    // On the first day no bucket has ended yet.
    if (clock.day() > 0) {
      Instant now = clock.instant().minus(GRACE);
      long end = now.getEpochSecond() - now.getEpochSecond() % BUCKET.toSeconds();
      await("every bucket up to now to be published")
          .atMost(PATIENCE)
          .until(() -> Batches.newestEnd(backend, FEED).getEpochSecond() >= end);
    }
  }

  /** Those of two days ago and before: the keys of a day are valid until midnight, and held. */
  private Set<KeyBytes> due() {
    return uploaded.subList(0, Math.max(0, clock.day() - 1)).stream()
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  private Set<Path> filesWithKeysOfTheFirstDay() throws IOException {
    return new StoredFiles(backend.data()).with(new KeySearch(uploaded.getFirst()));
  }

  /** What the audit names. */
  private List<Place> olderThan(int days) throws IOException, InterruptedException {
    var data = new DataDirectory(backend.data());
    return new RetentionAudit(data, Optional.empty(), Optional.empty(), clock)
        .report(Duration.ofDays(days)).places().stream()
            .filter(place -> place.verdict() == Verdict.OLDER)
            .toList();
  }
}

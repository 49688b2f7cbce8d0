package org.keyferry.wire.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.retention.KeyStays.FileTerms;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.topic.Topic;
import org.keyferry.wire.topic.Topics;

class KeyStaysTest {
  private static final AdmissionLimits ADMISSION = new AdmissionLimits(null, null, null);
  private static final FileTerms FILES =
      new FileTerms(
          Duration.ofDays(14),
          "keyferry.exporter.retention",
          Duration.ofMinutes(10),
          Duration.ofMinutes(1));

  @Test
  @Tag("SP3")
  void defaultsKeepToThirtyDays() {
    var settings = new RetentionSettings(null);

    assertThat(settings.everything()).hasDays(30);
    assertThatCode(() -> all(defaults()).forEach(stay -> stay.requireWithin(settings)))
        .doesNotThrowAnyException();
  }

  @Test
  void longestSettingsOfUpstreamAndTwoWeeksOfFilesKeepToThirtyDays() {
    assertThatCode(() ->
            KeyStays.inFiles(ReleaseTerms.LONGEST, FILES)
                .requireWithin(new RetentionSettings(null)))
        .doesNotThrowAnyException();
  }

  @Test
  void everyTopicWithKeyBytesIsAPlace() {
    var places = all(defaults()).stream().map(LongestStay::place).toList();

    // Both inputs are one place.
    assertThat(places)
        .containsAll(
            Topics.ALL.stream()
                .filter(Topic::carriesKeyBytes)
                .filter(topic -> !topic.equals(Topics.KEYS_FEDERATED))
                .map(Topic::name)
                .toList());
    assertThat(Topics.KEYS_FEDERATED.retention()).isEqualTo(Topics.KEYS_SUBMITTED.retention());
  }

  @Test
  @Tag("SP3")
  void refusalNamesTheSumItsPartsAndWhatToLower() {
    var files =
        new FileTerms(
            Duration.ofDays(28), "keyferry.exporter.retention", Duration.ofDays(1), Duration.ZERO);

    assertThatThrownBy(
            () -> KeyStays.inFiles(defaults(), files).requireWithin(new RetentionSettings(null)))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(
            "keyferry.retention.everything in the settings: expected 34 d 4 h 11 min or more, for"
                + " keys may stay in export files so long: wait in the topic for a processor that"
                + " is stopped 3 d + validity of the key 1 d + quantum 10 min + embargo 2 h +"
                + " longest bucket and wait 2 h + longest grace 1 min + retention of the files 28 d"
                + " + sweep that takes them from the index 1 d + caches of the index 0 s + sweep"
                + " that deletes them 1 d; or lower keyferry.exporter.retention, or"
                + " keyferry.exporter.sweep-interval, or keyferry.processor.embargo, or"
                + " keyferry.plan.feeds[].bucket and longest-wait, or keyferry.plan.quantum, or"
                + " keyferry.plan.feeds[].grace, got 30 d");
  }

  @Test
  void changelogKeepsEachRecordForLongerThanItsKeyIsRemembered() {
    assertThat(KeyStays.changelog(ADMISSION)).isGreaterThan(KeyStays.memory(ADMISSION).plusDays(1));
  }

  @Property(tries = 300)
  void sumIsNeverLessThanOneOfItsPartsAndGrowsWithEach(
      @ForAll @LongRange(min = 0, max = 86_400) long embargo,
      @ForAll @LongRange(min = 1, max = 3600) long more) {
    var less = terms(Duration.ofSeconds(embargo));
    var greater = terms(Duration.ofSeconds(embargo + more));

    for (LongestStay stay : all(less)) {
      assertThat(stay.parts())
          .allSatisfy(part -> assertThat(stay.sum()).isGreaterThanOrEqualTo(part.longest()));
    }
    assertThat(KeyStays.inFiles(greater, FILES).sum().minus(KeyStays.inFiles(less, FILES).sum()))
        .hasSeconds(more);
  }

  @Test
  void numberOfDaysOutOfRangeIsRefused() {
    assertThatThrownBy(() -> new RetentionSettings(Duration.ofDays(31)))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith("keyferry.retention.everything");
    assertThatThrownBy(() -> new RetentionSettings(Duration.ofHours(23)))
        .isInstanceOf(InvalidSetting.class);
  }

  private static List<LongestStay> all(ReleaseTerms terms) {
    var all = new ArrayList<>(KeyStays.inProcessor(terms, ADMISSION));
    all.add(KeyStays.inFiles(terms, FILES));
    return all;
  }

  private static ReleaseTerms defaults() {
    return terms(Duration.ofHours(2));
  }

  private static ReleaseTerms terms(Duration embargo) {
    var feed = new Feed(null, null, new Region("NL"), null, null, null, null, null, null);
    return ReleaseTerms.of(new FeedPlan(null, List.of(feed)), embargo);
  }
}

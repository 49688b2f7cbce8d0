package org.keyferry.wire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;

class FeedFilesTest {
  @Test
  void feedWritesExportFilesAndLeavesTheRestToTheExporter() {
    var files = new FeedFiles(null, null, null, null, null);

    assertThat(files.formats()).containsExactly(FeedFormat.EXPORT);
    assertThat(files.retention()).isNull();
    assertThat(files.maximumKeysPerFile()).isNull();
  }

  @Test
  void oddSettingsAreRefusedByName() {
    var export = FeedFormat.EXPORT;
    assertRefused(() -> new FeedFiles(List.of(), null, null, null, null), "files.formats");
    assertRefused(
        () -> new FeedFiles(List.of(export, export), null, null, null, null), "files.formats");
    assertRefused(() -> files("PT59M", null), "files.retention");
    assertRefused(() -> files("P31D", null), "files.retention");
    assertRefused(() -> files("PT1H0.5S", null), "whole seconds");
    assertRefused(() -> files(null, 0), "files.maximum-keys-per-file");
    assertRefused(() -> files(null, 750_001), "files.maximum-keys-per-file");
  }

  @Test
  void countriesAreStatedOnceEachAndNoMoreThanAHubKeeps() {
    assertThat(places(null, regions(90)).visitedCountries()).hasSize(90);
    assertRefused(() -> places(null, regions(91)), "number of keyferry.plan.feeds[].files.visited");
    assertRefused(
        () -> places(null, List.of(new Region("BE"), new Region("BE"))), "no region twice");
  }

  @ParameterizedTest
  @EnumSource(FeedKind.class)
  void placesAreToldOnlyToWhoseFormatHasThem(FeedKind kind) {
    var countries = places(null, List.of(new Region("BE")));
    if (kind == FeedKind.HUB || kind == FeedKind.GATEWAY) {
      assertThat(feed(kind, countries).files()).isEqualTo(countries);
    } else {
      assertRefused(() -> feed(kind, countries), "files.visited-countries");
    }
    for (ForeignOrigin told : List.of(ForeignOrigin.KEEP, ForeignOrigin.OWN)) {
      var origins = places(told, null);
      if (kind == FeedKind.GATEWAY) {
        assertThat(feed(kind, origins).files()).isEqualTo(origins);
      } else {
        assertRefused(() -> feed(kind, origins), "files.foreign-origin");
      }
    }
  }

  private static List<Region> regions(int many) {
    return IntStream.range(0, many)
        .mapToObj(i -> new Region("" + (char) ('A' + i / 26) + (char) ('A' + i % 26)))
        .toList();
  }

  private static FeedFiles places(ForeignOrigin origin, List<Region> countries) {
    return new FeedFiles(null, null, null, origin, countries);
  }

  private static Feed feed(FeedKind kind, FeedFiles files) {
    var from =
        kind == FeedKind.GATEWAY
            ? new FeedSources(List.of("DE"), null, null, null, null, null)
            : null;
    return new Feed(null, kind, new Region("NL"), null, null, null, null, from, files);
  }

  private static FeedFiles files(String retention, Integer most) {
    return new FeedFiles(
        null, retention == null ? null : Duration.parse(retention), most, null, null);
  }

  private static void assertRefused(ThrowingCallable made, String text) {
    assertThatThrownBy(made).isInstanceOf(InvalidSetting.class).hasMessageContaining(text);
  }
}

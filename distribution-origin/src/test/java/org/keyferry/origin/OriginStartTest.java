package org.keyferry.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.wire.settings.InvalidSetting;

class OriginStartTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "keyferry.origin.file-max-age, 1h, a duration from 24h to 14d",
    "keyferry.origin.index-max-age, 2h, a duration from 0s to 1h",
    "keyferry.origin.index-stale-while-revalidate, 2m, a duration from 0s to 1m",
    "keyferry.origin.retry-after, 0s, a duration from 1s to 1h",
    "keyferry.origin.home-feed, a/b, the id of a feed",
    "keyferry.origin.most-ranges, 0, a number from 1 to 100",
    "keyferry.origin.cache.kept-for, 1s, a duration from 1m to 24h",
    "keyferry.origin.cache.directory, /proc/none, a directory that can be written to",
    "keyferry.origin.file-max-age, soon, a duration such as 10s",
    "keyferry.origin.file-max-ages, 1d, a known setting (docs/configuration.md lists them)"
  })
  void aWrongSettingEndsTheStartAndSaysWhatIsRight(String name, String value, String expected) {
    try (var store = EmbeddedObjectStore.start(directory)) {
      assertThatThrownBy(() -> RunningOrigin.start(store, "--" + name + "=" + value))
          .rootCause()
          .isInstanceOf(InvalidSetting.class)
          .hasMessageContaining("keyferry.origin")
          .hasMessageContaining(expected);
    }
  }

  @Test
  void cachingTimesAreAsSet() throws IOException {
    try (var store = EmbeddedObjectStore.start(directory);
        var origin =
            RunningOrigin.start(
                store,
                "--keyferry.origin.index-max-age=5s",
                "--keyferry.origin.index-stale-while-revalidate=5s",
                "--keyferry.origin.file-max-age=2d")) {
      PublishedObjects.publish(store);

      assertThat(origin.get(PublishedObjects.INDEX).headers().firstValue("Cache-Control"))
          .contains("max-age=0, public, stale-while-revalidate=5");
      assertThat(
              origin.get(PublishedObjects.FILE).headers().firstValue("Cache-Control").orElseThrow())
          .contains("max-age=172800");
    }
  }
}

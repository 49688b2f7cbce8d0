package org.keyferry.wire.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.settings.InvalidSetting;

class FeedFilesTest {
  @Test
  void feedWritesExportFilesAndLeavesTheRestToTheExporter() {
    var files = new FeedFiles(null, null, null);

    assertThat(files.formats()).containsExactly(FeedFormat.EXPORT);
    assertThat(files.retention()).isNull();
    assertThat(files.maximumKeysPerFile()).isNull();
  }

  @Test
  void oddSettingsAreRefusedByName() {
    var export = FeedFormat.EXPORT;
    assertRefused(() -> new FeedFiles(List.of(), null, null), "files.formats");
    assertRefused(() -> new FeedFiles(List.of(export, export), null, null), "files.formats");
    assertRefused(() -> files("PT59M", null), "files.retention");
    assertRefused(() -> files("P31D", null), "files.retention");
    assertRefused(() -> files("PT1H0.5S", null), "whole seconds");
    assertRefused(() -> files(null, 0), "files.maximum-keys-per-file");
    assertRefused(() -> files(null, 750_001), "files.maximum-keys-per-file");
  }

  private static FeedFiles files(String retention, Integer most) {
    return new FeedFiles(null, retention == null ? null : Duration.parse(retention), most);
  }

  private static void assertRefused(ThrowingCallable made, String text) {
    assertThatThrownBy(made).isInstanceOf(InvalidSetting.class).hasMessageContaining(text);
  }
}

package org.keyferry.exporter.aggregate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.Content;
import org.keyferry.wire.document.BatchName;

/** How aggregates go that no alias names any more. */
class IdleAggregatesTest {
  private static final String NOTE = "public/NL/v1/exposed/data/aggregates.idle";

  private FeedInStore feed;
  private FeedAggregates aggregates;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    feed = new FeedInStore(directory);
    aggregates = feed.aggregates();
  }

  @AfterEach
  void stop() {
    feed.close();
  }

  private String note() throws IOException {
    return new String(feed.bytes(NOTE.substring("public/".length())), US_ASCII);
  }

  @Test
  @Tag("D42")
  void whatExpiredIsInNoneAndOldOnesGoWhenCachesForgotThem() throws Exception {
    feed.publish(1, 1);
    feed.publish(1, 2);
    aggregates.refresh(feed.list());
    String before = feed.target("all");
    aggregates.tidy("NL");
    feed.listed().removeLast();
    aggregates.refresh(feed.list());
    aggregates.tidy("NL");
    assertThat(feed.keys("all").keySet())
        .containsExactly(FeedInStore.key(2, 1).key().toByteString());
    assertThat(feed.store().head("public/" + before)).isPresent();

    feed.pass(Duration.ofHours(1));
    aggregates.tidy("NL");
    assertThat(feed.store().head("public/" + before)).isEmpty();
    assertThat(feed.store().list("public/NL/v1/exposed/data/all-")).hasSize(1);

    feed.listed().clear();
    feed.listed().add(feed.batch(5, BatchName.of(FeedInStore.end(5)), 1));
    aggregates.refresh(feed.list());
    assertThat(feed.keys("all")).isEmpty();
  }

  @Test
  void oldOnesGoAlsoIfTheExporterIsStartedAnewMoreOftenThanTheyStay() throws Exception {
    feed.publish(1, 1);
    Duration pause = Duration.ofMinutes(10);
    for (int start = 0; start < 20; start++) {
      var anew = feed.aggregates();
      feed.publish(1, 2 + start);
      anew.refresh(feed.list());
      anew.tidy("NL");
      feed.pass(pause);
    }
    assertThat(feed.store().list("public/NL/v1/exposed/data/all-"))
        .as("those of an hour at least, and of two at most")
        .hasSizeBetween(6, 13);
    assertThat(feed.keys("all")).hasSize(21);
  }

  @Test
  void noteThatIsNoneOrOfTheFutureIsWrittenAnew() throws Exception {
    feed.publish(1, 1);
    aggregates.refresh(feed.list());
    String before = feed.target("all");
    feed.publish(1, 2);
    aggregates.refresh(feed.list());
    for (String text : List.of("no note", "", "2099-01-01T00:00:00Z\n" + before)) {
      byte[] note = text.getBytes(US_ASCII);
      feed.store().delete(NOTE);
      feed.store().putIfAbsent(NOTE, Content.of(note, "text/plain", "no-store", Map.of()));
      var anew = feed.aggregates();
      anew.tidy("NL");
      assertThat(note()).startsWith(feed.now().toString());
    }
  }

  @Test
  void whatWasNotedAndHasANameAgainStays() throws Exception {
    feed.publish(1, 1);
    aggregates.refresh(feed.list());
    String before = feed.target("24h");
    var none = feed.aggregates(new AggregateSettings(List.of("all"), null, null, null));
    none.refresh(feed.list());
    none.tidy("NL");
    assertThat(note()).contains(before);
    feed.pass(Duration.ofHours(2));
    var again = feed.aggregates();
    again.refresh(feed.list());
    again.tidy("NL");
    assertThat(feed.target("24h")).isEqualTo(before);
    assertThat(feed.store().head("public/" + before)).isPresent();
  }

  @Test
  void whatAProcessThatDiedLeftGoesToo() throws Exception {
    feed.publish(1, 1);
    aggregates.refresh(feed.list());
    String orphan = "public/NL/v1/exposed/data/1w-AAAAAAAAAAAAAAAAAAAAAA.edi";
    feed.store()
        .putIfAbsent(
            orphan, Content.of(new byte[1], "application/octet-stream", "no-store", Map.of()));
    aggregates.tidy("NL");
    assertThat(feed.store().head(orphan)).isPresent();
    feed.pass(Duration.ofHours(1));
    aggregates.tidy("NL");
    assertThat(feed.store().head(orphan)).isEmpty();
    assertThat(feed.keys("1w")).hasSize(1);
  }
}

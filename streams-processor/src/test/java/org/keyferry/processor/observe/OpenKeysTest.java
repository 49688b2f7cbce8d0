package org.keyferry.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.keyferry.processor.feed.FeedSet;

class OpenKeysTest {
  private final OpenKeys open = new OpenKeys();

  @Test
  void keyCountsInEachOfItsFeeds() {
    open.add(10, FeedSet.of(List.of("NL", "to-BE")), 1);
    open.add(10, FeedSet.of(List.of("NL")), 1);
    open.add(20, FeedSet.of(List.of("NL")), 1);
    open.add(10, FeedSet.of(List.of("NL", "to-BE")), -1);

    assertThat(counts("NL")).isEqualTo(Map.of(10L, 1L, 20L, 1L));
    assertThat(counts("to-BE")).isEqualTo(Map.of(10L, 0L));
    assertThat(counts("other")).isEmpty();
  }

  @Test
  void grainsAreForgottenForOneFeedOrForAll() {
    open.add(10, FeedSet.of(List.of("NL", "to-BE")), 1);
    open.add(20, FeedSet.of(List.of("NL", "to-BE")), 1);

    open.forgetBefore(20, "NL");
    assertThat(counts("NL")).containsOnlyKeys(20L);
    assertThat(counts("to-BE")).containsOnlyKeys(10L, 20L);

    open.forgetBefore(20);
    assertThat(counts("to-BE")).containsOnlyKeys(20L);
  }

  @Test
  void countsAreAsManyAsFeedsHoweverManySetsKeysHave() {
    var random = new Random(5);
    for (int key = 0; key < 50_000; key++) {
      var feeds = new ArrayList<String>();
      for (int i = 0; i < 3; i++) {
        feeds.add("feed-" + random.nextInt(300));
      }
      open.add(10, FeedSet.of(feeds), 1);
    }

    assertThat(open.size()).isEqualTo(300);
  }

  private Map<Long, Long> counts(String feed) {
    var counts = new TreeMap<Long, Long>();
    open.forEach(feed, counts::put);
    return counts;
  }
}

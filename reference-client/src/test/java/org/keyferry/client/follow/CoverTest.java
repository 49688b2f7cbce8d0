package org.keyferry.client.follow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.BatchName;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentHead;
import org.keyferry.wire.document.ListedAggregate;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.document.ListedObject;
import org.keyferry.wire.document.Polling;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.Region;

class CoverTest {
  private static final Instant START = Instant.parse("2026-11-11T00:00:00Z");
  static final int BATCHES = 7 * 12;
  private static final Duration BUCKET = Duration.ofHours(2);

  private static ListedObject object(String name, int bytes) {
    return new ListedObject("exposed/data/" + name, ContentHash.of(name.getBytes(UTF_8)), bytes);
  }

  /** A week of batches, newest first, and aggregates that begin and end anywhere. */
  private static BatchListing listing(List<Integer> aggregates) {
    var batches = new ArrayList<ListedBatch>();
    for (int i = 0; i < BATCHES; i++) {
      Instant from = START.plus(BUCKET.multipliedBy(i));
      var name = BatchName.of(from.plus(BUCKET));
      batches.addFirst(
          new ListedBatch(
              name,
              i + 1L,
              new BatchWindow(from, from.plus(BUCKET)),
              9,
              Optional.of(object(name.toString(), 100 + 37 * i % 5000)),
              Optional.empty(),
              0,
              Optional.empty(),
              List.of()));
    }
    var named = new TreeMap<String, ListedAggregate>();
    for (int each : aggregates) {
      int from = each % BATCHES;
      int to = from + 1 + each / BATCHES % (BATCHES - from);
      var window =
          new BatchWindow(
              START.plus(BUCKET.multipliedBy(from)), START.plus(BUCKET.multipliedBy(to)));
      named.put(
          "a" + each,
          new ListedAggregate(window, 9, object("a" + each, 90 * (to - from)), List.of()));
    }
    return new BatchListing(
        new Region("NL"),
        "NL",
        new DocumentHead(1, Optional.empty(), START, START.plusSeconds(1)),
        new Polling(7200, 600),
        Optional.empty(),
        batches,
        named,
        List.of());
  }

  @Property(tries = 300)
  @Tag("V03")
  void whateverIsMissingIsCovered(
      @ForAll @Size(max = 6) List<@IntRange(max = 6000) Integer> aggregates,
      @ForAll @Size(min = 1, max = 40) Set<@IntRange(max = BATCHES - 1) Integer> missing) {
    var listing = listing(aggregates);
    var wanted = missing.stream().sorted().map(i -> listing.batches().get(i)).toList();

    var cover = Cover.cheapest(listing, wanted);

    var covered = new HashSet<ListedBatch>();
    cover.pieces().forEach(piece -> covered.addAll(piece.batches()));
    assertThat(covered).containsAll(wanted);
    // Never worse than each by itself.
    assertThat(cover.pieces()).hasSizeLessThanOrEqualTo(wanted.size());
  }
}

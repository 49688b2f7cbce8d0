package org.keyferry.exporter.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.wire.document.ListedBatch;

class FeedEntriesPropertyTest {

  /** Buckets of any lengths, one after the other: all of the time is covered, and none twice. */
  @Property(tries = 200)
  @Tag("D32")
  void windowsAreTheWholeAndNoneOverlap(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 144) Integer> tens,
      @ForAll @IntRange(min = 0, max = 60) int gapAt) {
    var records = new ArrayList<PublishedBatch>();
    long at = FeedEntriesTest.START;
    for (int i = 0; i < tens.size(); i++) {
      if (i == gapAt) {
        at += 600;
      }
      long end = at + tens.get(i) * 600L;
      records.add(FeedEntriesTest.batch(i + 1, at, end, i % 3));
      at = end;
    }
    List<ListedBatch> listed = FeedEntriesTest.entries(records, at).batches();

    assertThat(listed.getFirst().window().end().getEpochSecond()).isEqualTo(at);
    long whole = 0;
    for (int i = 0; i < listed.size(); i++) {
      whole += listed.get(i).window().length().toSeconds();
      if (i > 0) {
        assertThat(listed.get(i).window().end()).isEqualTo(listed.get(i - 1).window().start());
      }
    }
    assertThat(whole)
        .isEqualTo(at - listed.getLast().window().start().getEpochSecond());
  }
}

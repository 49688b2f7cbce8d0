package org.keyferry.exporter.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.Region;

class FileSliceTest {
  private static final BatchWindow WINDOW = BatchWindow.ofEpochSeconds(7200, 14400);
  private static final Region REGION = new Region("NL");

  @Property
  void slicesCoverEveryKeyOnceAndAreOfEqualSizeButForOne(
      @ForAll @LongRange(min = 1, max = 3_000_000) long keys,
      @ForAll @IntRange(min = 1000, max = 750_000) int maximum) {
    List<FileSlice> slices = FileSlice.of(keys, maximum);
    long next = 0;
    for (FileSlice slice : slices) {
      assertThat(slice.from()).isEqualTo(next);
      assertThat(slice.count()).isBetween(keys / slices.size(), (long) maximum);
      next += slice.count();
    }
    assertThat(next).isEqualTo(keys);
    assertThat(slices.getFirst().count() - slices.getLast().count()).isBetween(0L, 1L);
  }

  @Property
  void noTwoSlicesEverGetTheSameNumber(@ForAll @IntRange(min = 1, max = 30) int files) {
    var numbers = new HashSet<Integer>();
    for (FileSlice first : FileSlice.of(files, 1)) {
      FileSlice slice = first;
      for (int attempt = 0; attempt < 5; attempt++) {
        assertThat(numbers.add(slice.number())).isTrue();
        slice = slice.next();
      }
    }
  }

  @Test
  void onlyFileOfAWindowStatesTheWindowItself() {
    var header = FileSlice.of(10, 10).getFirst().header(WINDOW, REGION);
    assertThat(header.statedWindow()).isEqualTo(WINDOW);
  }

  @Test
  void filesOfASplitWindowStateEndsOfTheirOwn() {
    assertThat(FileSlice.of(30, 10))
        .extracting(slice -> slice.header(WINDOW, REGION).statedWindow().end().getEpochSecond())
        .containsExactly(14401L, 14402L, 14403L);
  }

  @Test
  void onlyFileThatHadToTakeAnotherNumberStatesAnotherEnd() {
    var header = FileSlice.of(10, 10).getFirst().next().header(WINDOW, REGION);
    assertThat(header.statedWindow().end().getEpochSecond()).isEqualTo(14402);
  }
}

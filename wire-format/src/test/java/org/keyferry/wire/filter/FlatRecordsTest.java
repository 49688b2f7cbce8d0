package org.keyferry.wire.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FlatRecordsTest {

  @Property(tries = 100)
  void sortsAsAnybodyWould(
      @ForAll @IntRange(max = 3_000) int count,
      @ForAll @IntRange(min = 1, max = 12) int width,
      @ForAll @IntRange(min = 1, max = 256) int values,
      @ForAll long seed) {
    var random = new Random(seed);
    var expected = new ArrayList<byte[]>();
    var records = new FlatRecords(width);
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[width];
      for (int j = 0; j < width; j++) {
        bytes[j] = (byte) random.nextInt(values);
      }
      records.add(bytes, 0);
      expected.add(bytes);
    }
    expected.sort(Arrays::compareUnsigned);
    records.sort();
    assertThat(all(records, width)).containsExactlyElementsOf(expected);
  }

  @Test
  void manyBlocksAreSortedAcrossEachOther() {
    var random = new Random(1);
    var expected = new ArrayList<byte[]>();
    var records = new FlatRecords(32);
    byte[] bytes = new byte[32];
    for (int i = 0; i < 100_000; i++) {
      random.nextBytes(bytes);
      records.add(bytes, 0);
      expected.add(bytes.clone());
    }
    expected.sort(Arrays::compareUnsigned);
    records.sort();
    assertThat(all(records, 32)).containsExactlyElementsOf(expected);
  }

  @Test
  void oneOfEachIsLeft() {
    var records = new FlatRecords(1);
    for (byte value : new byte[] {3, 1, 3, 2, 1, 3}) {
      records.add(new byte[] {value}, 0);
    }
    records.sort();
    records.removeRepeats();
    assertThat(all(records, 1)).containsExactly(new byte[] {1}, new byte[] {2}, new byte[] {3});
  }

  private static List<byte[]> all(FlatRecords records, int width) {
    var all = new ArrayList<byte[]>();
    for (int i = 0; i < records.size(); i++) {
      int from = records.offset(i);
      all.add(Arrays.copyOfRange(records.block(i), from, from + width));
    }
    return all;
  }
}

package org.keyferry.wire.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.keyferry.wire.Sha256;

@Tag("D50")
class FilterPropertyTest {

  @Property(tries = 150)
  void noItemIsEverMissed(@ForAll("shapes") FilterShape shape, @ForAll("sets") List<byte[]> items) {
    var filter = SampleItems.read(SampleItems.bytes(SampleItems.filter(shape, "x", items)));
    assertThat(items).allMatch(filter::mightContain);
  }

  @Property(tries = 100)
  void readerOfTheLayoutAloneAnswersTheSame(
      @ForAll("shapes") FilterShape shape, @ForAll("sets") List<byte[]> items) throws Exception {
    byte[] file = SampleItems.bytes(SampleItems.filter(shape, "x", items));
    var filter = SampleItems.read(file);
    var second = new FilterLayoutReader(file);
    for (byte[] item : items) {
      assertThat(second.has(item)).isTrue();
    }
    for (int i = 0; i < 100; i++) {
      byte[] other = SampleItems.item(-1 - i);
      assertThat(second.has(other)).isEqualTo(filter.mightContain(other));
    }
  }

  @Property(tries = 50)
  void orderAndRepeatsOfItemsChangeNothing(
      @ForAll("shapes") FilterShape shape,
      @ForAll("sets") List<byte[]> items,
      @ForAll Random random) {
    var others = new ArrayList<>(items);
    others.addAll(items.subList(0, items.size() / 2));
    Collections.shuffle(others, random);
    assertThat(SampleItems.bytes(SampleItems.filter(shape, "x", others)))
        .isEqualTo(SampleItems.bytes(SampleItems.filter(shape, "x", items)));
  }

  @Property(tries = 300)
  void anyOtherByteIsNoticed(
      @ForAll("shapes") FilterShape shape,
      @ForAll @IntRange(max = 3_000) int at,
      @ForAll byte other) {
    byte[] file = SampleItems.bytes(SampleItems.filter(shape, "x", 20));
    int index = at % file.length;
    byte before = file[index];
    file[index] = other;
    if (other != before) {
      assertThatThrownBy(() -> new FilterReader().read(new ByteArrayInputStream(file), "x.ccf"))
          .isInstanceOf(MalformedFilter.class);
    }
  }

  @Property(tries = 500)
  void anyBytesUnderARightDigestAreReadOrRefused(
      @ForAll("shapes") FilterShape shape,
      @ForAll @IntRange(max = 3_000) int at,
      @ForAll byte[] other)
      throws IOException {
    byte[] file = SampleItems.bytes(SampleItems.filter(shape, "x", 20));
    int from = at % file.length;
    System.arraycopy(other, 0, file, from, Math.min(other.length, file.length - from));
    try {
      var filter = new FilterReader().read(new ByteArrayInputStream(sealed(file)), "x.ccf");
      assertThat(filter.header().itemCount()).isNotNegative();
      filter.mightContain(SampleItems.item(1));
    } catch (MalformedFilter declared) {
      assertThat(declared.problem().where()).startsWith("x.ccf");
    }
  }

  /** The file with the header's checksum and the body's digest as they have to be. */
  static byte[] sealed(byte[] file) {
    byte[] sealed = file.clone();
    byte[] body = Arrays.copyOfRange(file, FilterHeader.LENGTH, file.length);
    var out = ByteBuffer.wrap(sealed).order(ByteOrder.LITTLE_ENDIAN);
    out.put(88, Sha256.bytesOf(body));
    var checksum = new CRC32C();
    checksum.update(sealed, 0, 124);
    out.putInt(124, (int) checksum.getValue());
    return sealed;
  }

  @Provide
  static Arbitrary<FilterShape> shapes() {
    return Combinators.combine(
            Arbitraries.of(FilterKind.class),
            Arbitraries.of(8, 16, 32, 48),
            Arbitraries.of(ItemKind.class))
        .as(FilterShape::new);
  }

  /** Sets of no item to some hundreds, each beginning with another. */
  @Provide
  static Arbitrary<List<byte[]>> sets() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 1_000_000),
            Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.integers().between(0, 3)),
                Tuple.of(4, Arbitraries.integers().between(4, 700))))
        .as(FilterPropertyTest::range);
  }

  private static List<byte[]> range(int first, int count) {
    var items = new ArrayList<byte[]>(count);
    for (int i = first; i < first + count; i++) {
      items.add(SampleItems.item(i));
    }
    return items;
  }
}

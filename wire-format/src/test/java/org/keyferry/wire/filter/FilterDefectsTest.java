package org.keyferry.wire.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.keyferry.wire.filter.FilterKind.BINARY_FUSE;
import static org.keyferry.wire.filter.FilterKind.CUCKOO;
import static org.keyferry.wire.filter.FilterKind.GOLOMB;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyferry.wire.edi.BatchFlag;

/** One thing wrong with a filter at a time: each is named. */
@Tag("D50")
class FilterDefectsTest {
  private static final int BODY = FilterHeader.LENGTH;

  /**
   * A defect.
   *
   * @param name what is wrong
   * @param kind of the filter
   * @param what the problem must name it so
   * @param part of the file where the problem is
   * @param mutation makes it
   */
  record Defect(
      String name, FilterKind kind, String what, String part, UnaryOperator<byte[]> mutation) {
    @Override
    public String toString() {
      return kind + ": " + name;
    }
  }

  private static Defect header(
      FilterKind kind, String name, String what, Consumer<ByteBuffer> change) {
    return new Defect(
        name, kind, what, "header", file -> FilterPropertyTest.sealed(changed(file, change)));
  }

  private static byte[] changed(byte[] file, Consumer<ByteBuffer> change) {
    byte[] changed = file.clone();
    change.accept(ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN));
    return changed;
  }

  static Stream<Defect> defects() {
    return Stream.of(frames(), headers(), layouts(), golombs()).flatMap(each -> each);
  }

  private static Stream<Defect> frames() {
    return Stream.of(
        new Defect("empty file", CUCKOO, "length", "header", file -> new byte[0]),
        new Defect("cut header", CUCKOO, "length", "header", file -> Arrays.copyOf(file, 127)),
        new Defect(
            "flipped bit",
            CUCKOO,
            "checksum",
            "header",
            file -> changed(file, in -> in.put(33, (byte) 1))),
        new Defect("cut body", CUCKOO, "length", "body", f -> Arrays.copyOf(f, f.length - 1)),
        new Defect("no body", CUCKOO, "length", "body", file -> Arrays.copyOf(file, BODY)),
        new Defect(
            "changed cell",
            BINARY_FUSE,
            "digest",
            "body",
            file -> changed(file, in -> in.putLong(BODY, ~in.getLong(BODY)))),
        new Defect("byte behind", GOLOMB, "end", "body", f -> Arrays.copyOf(f, f.length + 1)));
  }

  private static Stream<Defect> headers() {
    return Stream.of(
        header(CUCKOO, "other magic", "magic", in -> in.put(3, (byte) '2')),
        header(CUCKOO, "version 2", "version", in -> in.put(4, (byte) 2)),
        header(CUCKOO, "kind 0", "kind", in -> in.put(5, (byte) 0)),
        header(CUCKOO, "kind 4", "kind", in -> in.put(5, (byte) 4)),
        header(CUCKOO, "12 bits", "fingerprint bits", in -> in.put(6, (byte) 12)),
        header(CUCKOO, "item kind 0", "item kind", in -> in.put(7, (byte) 0)),
        header(CUCKOO, "item kind 5", "item kind", in -> in.put(7, (byte) 5)),
        header(CUCKOO, "header of 129 bytes", "header length", in -> in.putShort(8, (short) 129)),
        header(CUCKOO, "four billion items", "items", in -> in.putInt(12, -1)),
        header(CUCKOO, "negative sequence", "sequence", in -> in.putLong(32, -1)),
        header(CUCKOO, "start at its end", "times", in -> in.putLong(40, in.getLong(48))),
        header(CUCKOO, "end beyond numbers", "times", in -> in.putLong(48, Long.MAX_VALUE)),
        header(CUCKOO, "reserved bytes", "reserved bytes", in -> in.put(63, (byte) 1)),
        header(CUCKOO, "no region", "region", in -> in.putLong(64, 0)),
        header(CUCKOO, "body of 2 GiB", "body length", in -> in.putLong(80, 1L << 31)),
        header(CUCKOO, "negative body length", "body length", in -> in.putLong(80, -1)));
  }

  private static Stream<Defect> layouts() {
    return Stream.of(
        header(BINARY_FUSE, "segments of no cell", "segment length", in -> in.putInt(72, 0)),
        header(BINARY_FUSE, "segments of 48 cells", "segment length", in -> in.putInt(72, 48)),
        header(BINARY_FUSE, "long segments", "segment length", in -> in.putInt(72, 1 << 19)),
        header(BINARY_FUSE, "no segment", "segment count", in -> in.putInt(76, 0)),
        header(BINARY_FUSE, "four billion segments", "segment count", in -> in.putInt(76, -1)),
        header(BINARY_FUSE, "another segment", "body length", in -> in.putInt(76, 3)),
        header(BINARY_FUSE, "half a cell", "body length", in -> in.putLong(80, 513)),
        header(BINARY_FUSE, "more items than cells", "items", in -> in.putInt(12, 257)),
        header(CUCKOO, "buckets of no cell", "bucket size", in -> in.putInt(72, 0)),
        header(CUCKOO, "buckets of 3 cells", "bucket size", in -> in.putInt(72, 3)),
        header(CUCKOO, "buckets of 16 cells", "bucket size", in -> in.putInt(72, 16)),
        header(CUCKOO, "no bucket", "bucket count", in -> in.putInt(76, 0)),
        header(CUCKOO, "65 buckets", "bucket count", in -> in.putInt(76, 65)),
        header(CUCKOO, "twice the buckets", "body length", in -> in.putInt(76, 128)),
        header(CUCKOO, "more items than cells", "items", in -> in.putInt(12, 257)),
        header(GOLOMB, "segments", "segment length", in -> in.putInt(72, 64)),
        header(GOLOMB, "other remainders", "remainder bits", in -> in.putInt(76, 15)),
        header(GOLOMB, "items for no body", "body length", in -> in.putInt(12, 100_000)),
        header(GOLOMB, "body for no items", "body length", in -> in.putInt(12, 1)));
  }

  private static Stream<Defect> golombs() {
    return Stream.of(
        new Defect("another item", GOLOMB, "number", "body", file -> golomb(file, in -> fill(in, BODY, BODY + 20))),
        new Defect(
            "ones to the end",
            GOLOMB,
            "items",
            "body",
            file -> golomb(file, in -> fill(in, BODY, file.length))),
        new Defect(
            "ones at the end",
            GOLOMB,
            "end",
            "body",
            file -> golomb(file, in -> in.put(file.length - 1, (byte) 0xff))));
  }

  private static byte[] golomb(byte[] file, Consumer<ByteBuffer> change) {
    return FilterPropertyTest.sealed(changed(file, change));
  }

  private static void fill(ByteBuffer in, int from, int to) {
    for (int i = from; i < to; i++) {
      in.put(i, (byte) 0xff);
    }
  }

  @ParameterizedTest
  @MethodSource("defects")
  void defectIsNamed(Defect defect) {
    byte[] file = defect.mutation().apply(file(defect.kind()));
    var thrown =
        catchThrowableOfType(MalformedFilter.class, () -> read(file, FilterLimits.DEFAULT));
    assertThat(thrown).isNotNull();
    assertThat(thrown.problem().what()).isEqualTo(defect.what());
    assertThat(thrown.problem().where()).isEqualTo("x.ccf!" + defect.part());
  }

  @Test
  void unknownFlagsArePassedOver() throws Exception {
    byte[] file =
        FilterPropertyTest.sealed(
            changed(file(CUCKOO), in -> in.putShort(10, (short) 0xfff9)));
    assertThat(read(file, FilterLimits.DEFAULT).header().batch().flags())
        .containsExactly(BatchFlag.STUFFED);
  }

  @Test
  void bodyBeyondTheLimitIsRefusedBeforeItIsRead() {
    var thrown =
        catchThrowableOfType(
            MalformedFilter.class, () -> read(file(CUCKOO), new FilterLimits(511)));
    assertThat(thrown.problem().expected()).isEqualTo("at most 511 bytes");
  }

  private static byte[] file(FilterKind kind) {
    var shape = new FilterShape(kind, 16, ItemKind.TCN);
    return SampleItems.bytes(SampleItems.filter(shape, "202601010200", 150));
  }

  private static ExposureFilter read(byte[] file, FilterLimits limits) throws Exception {
    return new FilterReader(limits).read(new ByteArrayInputStream(file), "x.ccf");
  }
}

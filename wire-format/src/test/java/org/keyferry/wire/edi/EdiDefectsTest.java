package org.keyferry.wire.edi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.keyferry.wire.edi.RecordKind.EPHEMERAL_ID;
import static org.keyferry.wire.edi.RecordKind.GAEN;
import static org.keyferry.wire.edi.RecordKind.SEED;
import static org.keyferry.wire.edi.RecordKind.TCN;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One thing wrong with a golden file at a time: each is named. */
@Tag("D51")
class EdiDefectsTest {
  private static final int BODY = EdiHeader.LENGTH;
  private static final String HEADER = "!header";

  /**
   * A defect.
   *
   * @param name what is wrong
   * @param kind of the golden file
   * @param what the problem must name it so
   * @param where the problem must say so where it is, behind the file's name
   * @param mutation makes it
   */
  record Defect(String name, RecordKind kind, String what, String where, Mutation mutation) {
    @Override
    public String toString() {
      return name;
    }
  }

  interface Mutation {
    byte[] apply(byte[] file);
  }

  /** Changes the file and leaves its checksum and digest as they were. */
  private static Mutation raw(Consumer<ByteBuffer> change) {
    return file -> {
      byte[] changed = file.clone();
      change.accept(ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN));
      return changed;
    };
  }

  /** Changes the header, whose checksum is right. */
  private static Mutation checked(Consumer<ByteBuffer> change) {
    return file -> EdiSamples.checked(raw(change).apply(file));
  }

  /** Changes the body, whose digest is right. */
  private static Mutation sealed(Consumer<ByteBuffer> change) {
    return file -> EdiSamples.sealed(raw(change).apply(file));
  }

  private static Defect header(String name, String what, Consumer<ByteBuffer> change) {
    return new Defect(name, GAEN, what, HEADER, checked(change));
  }

  private static Defect record(RecordKind kind, String name, String what, Consumer<ByteBuffer> by) {
    return new Defect(name, kind, what, ", at record 1", sealed(by));
  }

  static Stream<Defect> defects() {
    return Stream.of(headers(), records(), files()).flatMap(each -> each);
  }

  private static Stream<Defect> headers() {
    return Stream.of(
        new Defect("empty file", GAEN, "length", HEADER, file -> new byte[0]),
        new Defect("cut header", GAEN, "length", HEADER, file -> Arrays.copyOf(file, 95)),
        new Defect("other magic", GAEN, "magic", HEADER, raw(in -> in.put(3, (byte) '2'))),
        new Defect("version 2", GAEN, "version", HEADER, raw(in -> in.put(4, (byte) 2))),
        new Defect("flipped bit", GAEN, "checksum", HEADER, raw(in -> in.put(20, (byte) 1))),
        header("record kind 0", "record kind", in -> in.put(5, (byte) 0)),
        header("record kind 5", "record kind", in -> in.put(5, (byte) 5)),
        header("records of 29 bytes", "record size", in -> in.putShort(6, (short) 29)),
        header("header of 97 bytes", "header length", in -> in.putShort(8, (short) 97)),
        header("one record too many", "body length", in -> in.putInt(12, 4)),
        header("one record too few", "body length", in -> in.putInt(12, 2)),
        header("four billion records", "body length", in -> in.putInt(12, -1)),
        header("negative sequence", "sequence", in -> in.putLong(16, -1)),
        header("start before 1970", "times", in -> in.putLong(24, -1)),
        header("start at its end", "times", in -> in.putLong(24, in.getLong(32))),
        header("end beyond the calendar", "times", in -> in.putLong(32, 253_402_300_800L)),
        header("end beyond numbers", "times", in -> in.putLong(32, Long.MAX_VALUE)),
        header("no region", "region", in -> in.putLong(40, 0)),
        header("region in small letters", "region", in -> in.put(40, (byte) 'g')),
        header("letter behind the region", "region", in -> in.put(47, (byte) 'A')),
        header("body of another length", "body length", in -> in.putLong(48, 85)),
        header("negative body length", "body length", in -> in.putLong(48, -84)),
        header("reserved bytes", "reserved bytes", in -> in.put(91, (byte) 1)));
  }

  private static Stream<Defect> records() {
    return Stream.of(
        record(GAEN, "negative start", "interval number", in -> in.putInt(BODY + 16, -1)),
        record(GAEN, "period 0", "rolling period", in -> in.putShort(BODY + 20, (short) 0)),
        record(GAEN, "period 145", "rolling period", in -> in.putShort(BODY + 20, (short) 145)),
        record(GAEN, "period 65,535", "rolling period", in -> in.putShort(BODY + 20, (short) -1)),
        record(GAEN, "risk 9", "transmission risk", in -> in.put(BODY + 22, (byte) 9)),
        record(GAEN, "unknown report type", "report type", in -> in.put(BODY + 23, (byte) 77)),
        record(GAEN, "reserved of a key", "reserved bytes", in -> in.put(BODY + 27, (byte) 1)),
        record(SEED, "day in the year 11 million", "day", in -> in.putInt(BODY + 32, -1)),
        record(TCN, "report of 69 bytes", "report length", in -> in.putShort(BODY, (short) 69)),
        record(TCN, "report of 390 bytes", "report length", in -> in.putShort(BODY, (short) 390)),
        record(TCN, "memo longer than its report", "report length", in -> in.put(BODY + 71, (byte) 1)));
  }

  private static Stream<Defect> files() {
    return Stream.of(
        new Defect(
            "key twice", GAEN, "order of keys", ", at record 2", sealed(in -> copy(in, 0, 28, 28))),
        new Defect(
            "keys in another order",
            EPHEMERAL_ID,
            "order of keys",
            ", at record 3",
            sealed(in -> in.put(BODY + 40, (byte) 0x80))),
        new Defect(
            "changed key", GAEN, "digest", "", raw(in -> in.put(BODY + 1, (byte) 99))),
        new Defect(
            "report that ends behind the body",
            TCN,
            "body length",
            ", at record 3",
            file -> {
              byte[] cut = Arrays.copyOf(file, file.length - 1);
              ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN).putLong(48, cut.length - BODY);
              return EdiSamples.sealed(cut);
            }),
        new Defect(
            "bytes between report and end",
            TCN,
            "body length",
            "",
            file -> {
              byte[] longer = Arrays.copyOf(file, file.length + 1);
              ByteBuffer.wrap(longer)
                  .order(ByteOrder.LITTLE_ENDIAN)
                  .putLong(48, longer.length - BODY);
              return EdiSamples.sealed(longer);
            }),
        new Defect(
            "cut in a record",
            GAEN,
            "file",
            ", at record 3",
            file -> Arrays.copyOf(file, file.length - 1)),
        new Defect(
            "cut behind the header", GAEN, "file", ", at record 1", f -> Arrays.copyOf(f, BODY)),
        new Defect(
            "byte behind the records",
            GAEN,
            "file",
            "",
            file -> Arrays.copyOf(file, file.length + 1)));
  }

  private static void copy(ByteBuffer in, int from, int to, int length) {
    for (int i = 0; i < length; i++) {
      in.put(BODY + to + i, in.get(BODY + from + i));
    }
  }

  @ParameterizedTest
  @MethodSource("defects")
  void defectIsNamed(Defect defect) {
    byte[] file = defect.mutation().apply(EdiSamples.file(defect.kind()));
    var thrown = catchThrowableOfType(MalformedEdi.class, () -> read(file, EdiLimits.DEFAULT));
    assertThat(thrown).isNotNull();
    assertThat(thrown.problem().what()).isEqualTo(defect.what());
    assertThat(thrown.problem().where()).isEqualTo("x.edi" + defect.where());
  }

  @Test
  void unknownFlagsArePassedOver() throws Exception {
    byte[] file = checked(in -> in.putShort(10, (short) 0xfff9)).apply(EdiSamples.file(GAEN));
    assertThat(read(file, EdiLimits.DEFAULT).batch().flags()).containsExactly(BatchFlag.STUFFED);
  }

  @Test
  void moreRecordsThanTheLimitAreRefusedBeforeTheyAreRead() {
    var thrown =
        catchThrowableOfType(
            MalformedEdi.class, () -> read(EdiSamples.file(GAEN), new EdiLimits(2, 1_000)));
    assertThat(thrown.problem().expected()).isEqualTo("at most 2");
  }

  @Test
  void moreBytesThanTheLimitAreRefusedBeforeTheyAreRead() {
    var thrown =
        catchThrowableOfType(
            MalformedEdi.class, () -> read(EdiSamples.file(GAEN), new EdiLimits(10, 83)));
    assertThat(thrown.problem().expected()).isEqualTo("at most 83 bytes");
  }

  private static EdiHeader read(byte[] file, EdiLimits limits) throws Exception {
    return new EdiReader(limits).read(new ByteArrayInputStream(file), "x.edi", each -> {});
  }
}

package org.keyferry.wire.edi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

@Tag("D51")
class EdiPropertyTest {

  /** Records of one kind, as a file has them. */
  record Contents(RecordKind kind, BatchStamp stamp, List<EdiRecord> records) {}

  @Property(tries = 200)
  void whatIsWrittenIsRead(@ForAll("contents") Contents contents) throws Exception {
    byte[] file = EdiSamples.file(contents.kind(), contents.stamp(), contents.records());
    assertThat(EdiSamples.read(file)).isEqualTo(contents.records());
  }

  @Property(tries = 200)
  void readerOfTheLayoutAloneReadsTheSame(@ForAll("contents") Contents contents) throws Exception {
    byte[] file = EdiSamples.file(contents.kind(), contents.stamp(), contents.records());
    assertThat(LayoutReader.lines(file))
        .isEqualTo(EdiText.lines(contents.kind(), contents.stamp(), contents.records()));
  }

  @Property(tries = 500)
  void anyOtherByteIsNoticed(
      @ForAll RecordKind kind, @ForAll @IntRange(max = 2_000) int at, @ForAll byte other) {
    byte[] file = EdiSamples.file(kind);
    int index = at % file.length;
    byte before = file[index];
    file[index] = other;
    if (other != before) {
      assertThatThrownBy(() -> EdiSamples.read(file)).isInstanceOf(MalformedEdi.class);
    }
  }

  @Property(tries = 1_000)
  void anyBytesUnderARightDigestAreReadOrRefused(
      @ForAll RecordKind kind, @ForAll @IntRange(max = 2_000) int at, @ForAll byte[] other) {
    byte[] file = EdiSamples.file(kind);
    int from = at % file.length;
    System.arraycopy(other, 0, file, from, Math.min(other.length, file.length - from));
    try {
      EdiSamples.read(EdiSamples.sealed(file));
    } catch (MalformedEdi declared) {
      assertThat(declared.problem().where()).startsWith("sample.edi");
    }
  }

  @Provide
  static Arbitrary<Contents> contents() {
    return Arbitraries.of(RecordKind.class)
        .flatMap(
            kind ->
                Combinators.combine(stamps(), records(kind).list().ofMaxSize(40))
                    .as((stamp, records) -> new Contents(kind, stamp, sorted(records))));
  }

  private static List<EdiRecord> sorted(List<EdiRecord> records) {
    Comparator<ByteString> order = ByteString.unsignedLexicographicalComparator();
    var sorted = new TreeMap<ByteString, EdiRecord>(order);
    records.forEach(each -> sorted.put(each.key(), each));
    return new ArrayList<>(sorted.values());
  }

  private static Arbitrary<BatchStamp> stamps() {
    var windows =
        Combinators.combine(
                Arbitraries.longs().between(0, 4_000_000_000L),
                Arbitraries.longs().between(1, 1_209_600))
            .as((start, length) -> BatchWindow.ofEpochSeconds(start, start + length));
    var regions = Arbitraries.of("NL", "GB-SCT", "US-CA", "DE-1A2").map(Region::new);
    return Combinators.combine(
            Arbitraries.longs().greaterOrEqual(0),
            windows,
            regions,
            Arbitraries.of(BatchFlag.class).set(),
            Arbitraries.integers().between(0, 0xffff))
        .as((sequence, window, region, flags, bits) ->
            new BatchStamp(sequence, window, region, Set.copyOf(flags), bits));
  }

  private static Arbitrary<EdiRecord> records(RecordKind kind) {
    return switch (kind) {
      case GAEN -> gaen();
      case SEED ->
          Combinators.combine(bytes(32), Arbitraries.integers().between(0, 2_932_896))
              .as((key, day) -> new SeedRecord(key, LocalDate.ofEpochDay(day)));
      case EPHEMERAL_ID ->
          Combinators.combine(bytes(16), Arbitraries.longs().between(0, 0xffff_ffffL))
              .as(EphemeralIdRecord::new);
      case TCN ->
          Combinators.combine(
                  Arbitraries.integers().between(0, 255),
                  Arbitraries.integers().between(0, 255),
                  Arbitraries.of(true, false))
              .as(EdiSamples::report);
    };
  }

  private static Arbitrary<EdiRecord> gaen() {
    var onsets =
        Arbitraries.integers()
            .between(Short.MIN_VALUE, 32_766)
            .map(OptionalInt::of)
            .optional()
            .map(known -> known.orElse(OptionalInt.empty()));
    return Combinators.combine(
            bytes(16),
            Arbitraries.integers().greaterOrEqual(0),
            Arbitraries.integers().between(1, RollingPeriod.MOST),
            Arbitraries.integers().between(0, TransmissionRisk.MOST),
            Arbitraries.of(ReportType.class).filter(type -> type != ReportType.UNRECOGNIZED),
            onsets)
        .as((key, start, period, risk, type, onset) ->
            new GaenRecord(
                new DiagnosisKey(
                    ExposureKey.of(key),
                    new Interval(start),
                    new RollingPeriod(period),
                    new TransmissionRisk(risk),
                    type,
                    onset)));
  }

  private static Arbitrary<ByteString> bytes(int length) {
    return Arbitraries.bytes().array(byte[].class).ofSize(length).map(ByteString::copyFrom);
  }
}

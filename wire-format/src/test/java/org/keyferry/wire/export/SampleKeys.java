package org.keyferry.wire.export;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

/** Keys and headers for tests. */
final class SampleKeys {
  static final BatchWindow WINDOW = BatchWindow.ofEpochSeconds(1_588_291_200, 1_588_298_400);
  static final ExportHeader HEADER = ExportHeader.single(WINDOW, new Region("NL"));

  private SampleKeys() {}

  /** A key whose bytes and fields are a function of the number; greater ones are greater. */
  static DiagnosisKey key(int number) {
    return new DiagnosisKey(
        ExposureKey.of(bytes(number)),
        new Interval(2_647_000 + number % 144),
        RollingPeriod.DAY,
        new TransmissionRisk(number % 9),
        ReportType.CONFIRMED_TEST,
        OptionalInt.of(number % 15 - 7));
  }

  /** A key of which all that is said is the same as of others; greater ones are greater. */
  static DiagnosisKey plainKey(int number) {
    return new DiagnosisKey(
        ExposureKey.of(bytes(number)),
        new Interval(2_647_008),
        RollingPeriod.DAY,
        new TransmissionRisk(1),
        ReportType.CONFIRMED_TEST,
        OptionalInt.empty());
  }

  /** 16 bytes that ascend with the number. */
  static byte[] bytes(int number) {
    var bytes = new byte[ExposureKey.LENGTH];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i < 4 ? number >>> (8 * (3 - i)) : number * 31 + i * 7);
    }
    return bytes;
  }

  /** Any valid key. */
  static Arbitrary<DiagnosisKey> keys() {
    var onset =
        Arbitraries.integers()
            .between(-28, 28)
            .map(OptionalInt::of)
            .injectDuplicates(0.1)
            .optional()
            .map(known -> known.orElse(OptionalInt.empty()));
    return Combinators.combine(
            Arbitraries.bytes().array(byte[].class).ofSize(ExposureKey.LENGTH),
            Arbitraries.integers().greaterOrEqual(0),
            Arbitraries.integers().between(1, RollingPeriod.MOST),
            Arbitraries.integers().between(0, TransmissionRisk.MOST),
            Arbitraries.of(ReportType.class).filter(type -> type != ReportType.UNRECOGNIZED),
            onset)
        .as((bytes, start, period, risk, type, days) ->
            new DiagnosisKey(
                ExposureKey.of(bytes),
                new Interval(start),
                new RollingPeriod(period),
                new TransmissionRisk(risk),
                type,
                days));
  }

  /** Collects what a reader hands out. */
  static final class Collected implements KeyConsumer {
    final List<DiagnosisKey> keys = new ArrayList<>();
    final List<DiagnosisKey> revisedKeys = new ArrayList<>();

    @Override
    public void key(DiagnosisKey key) {
      keys.add(key);
    }

    @Override
    public void revisedKey(DiagnosisKey key) {
      revisedKeys.add(key);
    }
  }
}

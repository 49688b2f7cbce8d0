package org.keyferry.submission.revision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.keyferry.event.v1.ReportType;
import org.keyferry.submission.revision.Revisions.TokenRules;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

/** Keys, proofs and gateways of the tests of tokens. */
final class TokenRig {
  static final Instant NOW = Instant.parse("2026-03-20T10:20:00Z");
  static final Region HOME = new Region("NL");
  static final int ENTRIES = 30;
  static final Duration LIFETIME = Duration.ofDays(16);
  static final RevisionProof PHONE = new RevisionProof(new byte[] {1, 2, 3});
  static final RevisionProof OTHER_PHONE = new RevisionProof(new byte[] {4, 5, 6});

  private static final int TODAY = Interval.containing(NOW).number() / 144 * 144;

  private TokenRig() {}

  /** Data keys of these numbers, newest first; of equal numbers they are equal. */
  static DataKeys dataKeys(Path directory, int... ids) {
    var settings = new ArrayList<RevisionKeySettings>();
    for (int id : ids) {
      byte[] bytes = new byte[32];
      new Random(id).nextBytes(bytes);
      try {
        settings.add(new RevisionKeySettings(id, Files.write(directory.resolve("" + id), bytes)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return DataKeys.read(settings);
  }

  static Revisions gateway(DataKeys keys, boolean partial) {
    return new Revisions(
        new TokenSeal(keys, HOME, ENTRIES), new TokenRules(LIFETIME, Duration.ofDays(15), partial));
  }

  /** One key for each of so many days, all of another seed differing. */
  static List<DiagnosisKey> keys(int count, ReportType report, long seed) {
    var random = new Random(seed);
    return IntStream.rangeClosed(1, count)
        .mapToObj(day -> {
          byte[] bytes = new byte[16];
          random.nextBytes(bytes);
          return key(bytes, TODAY - day % 14 * 144, 144, report);
        })
        .toList();
  }

  static DiagnosisKey key(byte[] bytes, int start, int period, ReportType report) {
    return new DiagnosisKey(
        ExposureKey.of(bytes),
        new Interval(start),
        new RollingPeriod(period),
        new TransmissionRisk(2),
        report,
        OptionalInt.empty());
  }

  static DiagnosisKey as(DiagnosisKey key, ReportType report) {
    return key(key.key().toByteArray(), key.start().number(), key.period().intervals(), report);
  }
}

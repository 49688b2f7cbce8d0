package org.keyferry.houserules;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.export.ExportHeader;
import org.keyferry.wire.export.ExportSigner;
import org.keyferry.wire.export.ExportWriter;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.key.RollingPeriod;
import org.keyferry.wire.key.TransmissionRisk;

/**
 * The table on the page about capacity is what {@link CapacityModel} adds up, with the size of a
 * file that has all keys of a day of the world. {@code -Dgenerate=write} writes it instead of
 * comparing.
 */
@Tag("V05")
@Tag("V13")
@Tag("S1")
class CapacityPageTest {
  private static final Path PAGE = Path.of("docs/capacity.md");
  private static final String HEAD = "| what | how much | by |\n|---|---|---|\n";
  private static final BatchWindow DAY = BatchWindow.ofEpochSeconds(1_767_225_600, 1_767_312_000);
  private static final int FIRST_INTERVAL = (1_767_225_600 - 14 * 86_400) / 600;

  @Test
  void tableFollowsFromTheConstantsAndTheMeasuredFile() throws IOException {
    String page = SourceTree.read(PAGE);
    int start = page.indexOf(HEAD);
    assertThat(start).as("%s has the head of the table", PAGE).isNotNegative();
    int end = page.indexOf("\n\n", start) + 1;
    var model = new CapacityModel(CapacityModel.KEYS * ExposureKey.LENGTH, sizeOfAllKeysOfADay());
    String generated = page.substring(0, start) + HEAD + model.table() + page.substring(end);

    if ("write".equals(System.getProperty("generate"))) {
      SourceTree.write(PAGE, generated);
    }
    assertThat(SourceTree.read(PAGE)).isEqualTo(generated);
  }

  @Test
  void pageNamesTheConstantsThatItsTableFollowsFrom() {
    assertThat(SourceTree.read(PAGE))
        .contains(
            String.format(
                ROOT, "%,d users in %d regions", CapacityModel.USERS, CapacityModel.REGIONS))
        .contains(
            String.format(
                ROOT,
                "%,d cases a day, %d keys of a case",
                CapacityModel.CASES,
                CapacityModel.KEYS_OF_CASE))
        .contains(CapacityModel.REGIONS_OF_KEY + " regions of a key")
        .contains(CapacityModel.ROAMING_REGIONS + " roaming region")
        .contains(
            CapacityModel.POLLS_OF_PHONE
                + " polls of a phone and "
                + CapacityModel.BUCKETS
                + " buckets a day")
        .contains(CapacityModel.DAYS_KNOWN + " days known")
        .contains("a peak of " + CapacityModel.PEAK + " times");
  }

  private static long sizeOfAllKeysOfADay() throws IOException {
    var random = new SplittableRandom(1);
    long step = Long.divideUnsigned(-1L, CapacityModel.KEYS);
    var writer = new ExportWriter(List.of(new SizeOfASignature()));
    var header = ExportHeader.single(DAY, new Region("NL"));
    try (var file = writer.open(OutputStream.nullOutputStream(), header)) {
      for (int number = 0; number < CapacityModel.KEYS; number++) {
        byte[] bytes =
            ByteBuffer.allocate(ExposureKey.LENGTH)
                .putLong(number * step + random.nextLong(step))
                .putLong(random.nextLong())
                .array();
        file.add(key(ExposureKey.of(bytes), random));
      }
      return file.finish().size();
    }
  }

  /** One of 14 days, with what most uploads say. */
  private static DiagnosisKey key(ExposureKey bytes, SplittableRandom random) {
    int day = random.nextInt(CapacityModel.KEYS_OF_CASE);
    return new DiagnosisKey(
        bytes,
        new Interval(FIRST_INTERVAL + day * RollingPeriod.MOST),
        RollingPeriod.DAY,
        new TransmissionRisk(random.nextInt(TransmissionRisk.MOST + 1)),
        ReportType.CONFIRMED_TEST,
        OptionalInt.of(day - random.nextInt(CapacityModel.KEYS_OF_CASE)));
  }

  /** As large as a signature, and worth nothing: the size alone is looked at. */
  private static final class SizeOfASignature implements ExportSigner {
    private static final int MOST_BYTES = 72;

    @Override
    public SigningKeyId keyId() {
      return new SigningKeyId("204", "v1");
    }

    @Override
    public byte[] sign(byte[] sha256) {
      return new byte[MOST_BYTES];
    }
  }
}

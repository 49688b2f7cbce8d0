package org.keyferry.exporter.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.exporter.spool.SpoolDirectory;
import org.keyferry.exporter.spool.SpooledKey;
import org.keyferry.wire.export.ExportHeader;
import org.keyferry.wire.export.ExportSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.ExposureKey;
import org.keyferry.wire.key.Region;

class ExportFileSizeTest {
  /** What a region of some millions has on a bad day of a pandemic. */
  private static final int KEYS = 50_000;

  private static final int FIRST_DAY = 2_945_376;
  private static final int INTERVALS_OF_A_DAY = 144;

  /** A key's own bytes, and less than two for all that is said of it. */
  private static final double MOST_BYTES_PER_KEY = 17.7;

  @TempDir private Path directory;

  @Tag("U2")
  @Test
  void keyOfADayCostsLittleMoreThanItsRandomBytes() throws IOException {
    Path file = directory.resolve("x.zip");
    try (var spools = SpoolDirectory.open(directory.resolve("spool"));
        var spool = spools.newBatch()) {
      spool.append(keys(), false);
      new ExportFileBuilder(1)
          .build(
              file,
              spool,
              FileSlice.of(KEYS, KEYS).getFirst(),
              ExportHeader.single(BatchWindow.ofEpochSeconds(0, 7_200), new Region("NL")),
              List.of(new ConstantSigner()));
    }
    assertThat((double) Files.size(file) / KEYS).isBetween(15.0, MOST_BYTES_PER_KEY);
  }

  /** Of 13 days, with one of 8 risks and the onset that follows from the day. */
  private static ByteBuffer keys() {
    var random = new Random(1);
    var keys = new byte[KEYS][ExposureKey.LENGTH];
    for (byte[] key : keys) {
      random.nextBytes(key);
    }
    Arrays.sort(keys, Arrays::compareUnsigned);
    var spooled = ByteBuffer.allocate(KEYS * SpooledKey.BYTES);
    for (byte[] key : keys) {
      int day = random.nextInt(13);
      spooled.put(key);
      SpooledKey.putTiming(spooled, FIRST_DAY + day * INTERVALS_OF_A_DAY, INTERVALS_OF_A_DAY);
      SpooledKey.putDiagnosis(spooled, 1 + random.nextInt(8), 1);
      SpooledKey.putOnset(spooled, true, day - 9);
    }
    return spooled.flip();
  }

  private record ConstantSigner() implements ExportSigner {
    @Override
    public SigningKeyId keyId() {
      return new SigningKeyId("204", "v1");
    }

    @Override
    public byte[] sign(byte[] sha256) {
      return new byte[71];
    }
  }
}

package org.keyferry.exporter.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.keyferry.wire.key.DiagnosisKey;

class ExportOrderTest {

  /**
   * What is said of a key.
   *
   * @param onset -128 where unknown
   */
  record Said(int start, int period, int risk, int type, int onset) {}

  @Property(tries = 200)
  void keysLieByWhatIsSaidOfThemAndThenByTheirBytes(
      @ForAll("batches") List<Said> batch, @ForAll("batches") List<Said> revised)
      throws IOException {
    var keys = new ArrayList<DiagnosisKey>();
    var revisedKeys = new ArrayList<DiagnosisKey>();
    Path file = Files.createTempDirectory("spool").resolve("1.keys");
    try (var spool = new BatchSpool(file)) {
      spool.append(spooled(batch), false);
      spool.append(spooled(revised), true);
      spool.readForExport(
          0,
          batch.size() + revised.size(),
          key -> keys.add(SpooledKey.diagnosisKey(key)),
          key -> revisedKeys.add(SpooledKey.diagnosisKey(key)));
      assertThat(keys).containsExactlyElementsOf(inOrder(spool, 0, batch.size()));
      assertThat(revisedKeys)
          .containsExactlyElementsOf(inOrder(spool, batch.size(), revised.size()));
    }
    Files.delete(file.getParent());
  }

  @Example
  void keysOfWhichNoTwoSayTheSameLieInOrder() throws IOException {
    var batch =
        IntStream.range(0, 20_000)
            .mapToObj(i -> new Said(2_647_008 + i * 7_919 % 20_011, 144, 1, 1, 0))
            .toList();
    keysLieByWhatIsSaidOfThemAndThenByTheirBytes(batch, batch);
  }

  private static List<DiagnosisKey> inOrder(BatchSpool spool, long from, long count)
      throws IOException {
    var keys = new ArrayList<DiagnosisKey>();
    spool.read(from, count, keys::add, keys::add);
    keys.sort(
        Comparator.comparing(DiagnosisKey::start)
            .thenComparingInt(key -> key.period().intervals())
            .thenComparingInt(key -> key.risk().level())
            .thenComparingInt(key -> key.reportType().getNumber())
            .thenComparingInt(ExportOrderTest::onset)
            .thenComparing(DiagnosisKey::key));
    return keys;
  }

  private static int onset(DiagnosisKey key) {
    OptionalInt onset = key.daysSinceOnset();
    return onset.isPresent() ? onset.getAsInt() : Integer.MIN_VALUE;
  }

  private static ByteBuffer spooled(List<Said> batch) {
    var buffer = ByteBuffer.allocate(batch.size() * SpooledKey.BYTES);
    for (int i = 0; i < batch.size(); i++) {
      Said said = batch.get(i);
      buffer.putInt(i * 0x1357_9BD + 1).put(new byte[12]);
      SpooledKey.putTiming(buffer, said.start(), said.period());
      SpooledKey.putDiagnosis(buffer, said.risk(), said.type());
      SpooledKey.putOnset(buffer, said.onset() != Byte.MIN_VALUE, said.onset());
    }
    return buffer.flip();
  }

  @Provide
  static Arbitrary<List<Said>> batches() {
    return Combinators.combine(
            Arbitraries.of(0, 2_647_008, 2_647_152, Integer.MAX_VALUE),
            Arbitraries.of(1, 143, 144),
            Arbitraries.integers().between(0, 8),
            Arbitraries.integers().between(0, 3),
            Arbitraries.of(-128, -127, -1, 0, 1, 127))
        .as(Said::new)
        .list()
        .ofMaxSize(60);
  }
}

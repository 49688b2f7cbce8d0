package org.keyferry.wire.export;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No input makes a reader throw anything but what it declares. A build runs the seeds and the past
 * findings; with {@code JAZZER_FUZZ=1} in the environment a method looks for new ones.
 */
class ExportFuzzTest {
  private static final ExportVerifier VERIFIER =
      new ExportVerifier(TestKey.known(TestKey.FIRST), new ExportLimits(1 << 20, 10_000, 100));

  static Stream<byte[]> zips() throws IOException {
    var right = Stream.of(ForeignExport.file(), GoldenFiles.googleExample());
    return Stream.concat(right, DefectCorpus.all().stream().map(d -> d.file().toByteArray()));
  }

  static Stream<byte[]> bodies() throws IOException {
    return Stream.of(
        Zips.entries(GoldenFiles.googleExample()).get("export.bin"), ForeignExport.bin(e -> {}));
  }

  static Stream<byte[]> signatureLists() throws IOException {
    return Stream.of(Zips.entries(GoldenFiles.googleExample()).get("export.sig"));
  }

  static Stream<byte[]> indexes() {
    return Stream.of(ExportIndex.of(List.of("NL/1-2-00001.zip", "NL/2-3-00001.zip")).render());
  }

  @MethodSource("zips")
  @FuzzTest
  void anyZip(byte[] zip) throws IOException {
    verify(zip);
  }

  @MethodSource("bodies")
  @FuzzTest
  void anyExportBin(byte[] exportBin) throws IOException {
    verify(ForeignExport.signed(exportBin));
  }

  @MethodSource("signatureLists")
  @FuzzTest
  void anyExportSig(byte[] exportSig) throws IOException {
    verify(Zips.export(ForeignExport.bin(e -> {}), exportSig));
  }

  @MethodSource("indexes")
  @FuzzTest
  void anyIndex(byte[] index) {
    try {
      ExportIndex.parse(index, "fuzz");
    } catch (MalformedExport declared) {
      // What a reader says of bad input.
    }
  }

  private static void verify(byte[] zip) throws IOException {
    try {
      VERIFIER.verify(new ByteArrayInputStream(zip), "fuzz", new SampleKeys.Collected());
    } catch (MalformedExport | ExportRefused declared) {
      // What a reader says of bad input.
    }
  }
}

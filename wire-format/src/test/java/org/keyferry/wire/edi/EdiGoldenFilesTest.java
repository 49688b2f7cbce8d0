package org.keyferry.wire.edi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Run {@link #main} with the folder {@code src/test/resources/edi/golden} to write them anew. */
@Tag("D51")
class EdiGoldenFilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/edi/golden");

  public static void main(String[] arguments) throws IOException {
    var folder = Files.createDirectories(Path.of(arguments[0]));
    for (var kind : RecordKind.values()) {
      Files.write(folder.resolve(name(kind)), EdiSamples.file(kind));
    }
  }

  static String name(RecordKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".edi";
  }

  @ParameterizedTest
  @EnumSource
  void fileIsWrittenAsItEverWas(RecordKind kind) {
    assertThat(FOLDER.resolve(name(kind))).hasBinaryContent(EdiSamples.file(kind));
  }

  @ParameterizedTest
  @EnumSource
  void recordsAreReadAsTheyEverWere(RecordKind kind) throws Exception {
    assertThat(EdiSamples.read(golden(kind))).isEqualTo(EdiSamples.records(kind));
  }

  @ParameterizedTest
  @EnumSource
  void readerOfTheLayoutAloneReadsTheSame(RecordKind kind) throws Exception {
    assertThat(LayoutReader.lines(golden(kind)))
        .isEqualTo(EdiText.lines(kind, EdiSamples.STAMP, EdiSamples.records(kind)));
  }

  @Test
  void headerIsThatOfTheDocumentation() throws Exception {
    byte[] header = new byte[EdiHeader.LENGTH];
    System.arraycopy(golden(RecordKind.GAEN), 0, header, 0, header.length);
    assertThat(HexFormat.of().formatHex(header, 0, 56))
        .isEqualTo(
            "45444931"
                + "01"
                + "01"
                + "1c00"
                + "6000"
                + "0100"
                + "03000000"
                + "2a00000000000000"
                + "00b9556900000000"
                + "20d5556900000000"
                + "47422d4541570000"
                + "5400000000000000");
  }

  @Test
  void headerSaysWhatWasWritten() throws Exception {
    byte[] file = golden(RecordKind.GAEN);
    var header =
        new EdiReader().read(new ByteArrayInputStream(file), "gaen.edi", each -> {});
    assertThat(header.batch()).isEqualTo(EdiSamples.STAMP);
    assertThat(header.recordCount()).isEqualTo(3);
    assertThat(header.fileLength()).isEqualTo(file.length);
  }

  private static byte[] golden(RecordKind kind) throws IOException {
    return Files.readAllBytes(FOLDER.resolve(name(kind)));
  }
}

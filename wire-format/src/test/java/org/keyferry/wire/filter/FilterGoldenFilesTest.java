package org.keyferry.wire.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Run {@link #main} with the folder {@code src/test/resources/ccf/golden} to write them anew. */
@Tag("D50")
class FilterGoldenFilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/ccf/golden");
  private static final int ITEMS = 150;

  public static void main(String[] arguments) throws IOException {
    var folder = Files.createDirectories(Path.of(arguments[0]));
    for (var kind : FilterKind.values()) {
      Files.write(folder.resolve(name(kind)), file(kind));
    }
  }

  private static String name(FilterKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".ccf";
  }

  private static byte[] file(FilterKind kind) {
    var shape = new FilterShape(kind, 16, ItemKind.PROXIMITY_ID);
    return SampleItems.bytes(SampleItems.filter(shape, "202601010200", ITEMS));
  }

  private static byte[] golden(FilterKind kind) throws IOException {
    return Files.readAllBytes(FOLDER.resolve(name(kind)));
  }

  @ParameterizedTest
  @EnumSource
  void fileIsWrittenAsItEverWas(FilterKind kind) {
    assertThat(FOLDER.resolve(name(kind))).hasBinaryContent(file(kind));
  }

  @ParameterizedTest
  @EnumSource
  void itemsAreFoundByBothReaders(FilterKind kind) throws Exception {
    var filter = SampleItems.read(golden(kind));
    var second = new FilterLayoutReader(golden(kind));
    for (byte[] item : SampleItems.items(ITEMS)) {
      assertThat(filter.mightContain(item)).isTrue();
      assertThat(second.has(item)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void headerSaysWhatWasBuilt(FilterKind kind) throws Exception {
    var header = SampleItems.read(golden(kind)).header();
    assertThat(header.shape()).isEqualTo(new FilterShape(kind, 16, ItemKind.PROXIMITY_ID));
    assertThat(header.batch()).isEqualTo(SampleItems.STAMP);
    assertThat(header.itemCount()).isEqualTo(ITEMS);
    assertThat(header.fileLength()).isEqualTo(golden(kind).length);
  }

  @Test
  void headerIsThatOfTheDocumentation() throws Exception {
    assertThat(HexFormat.of().formatHex(golden(FilterKind.BINARY_FUSE), 0, 88))
        .isEqualTo(
            "43434631"
                + "01"
                + "01"
                + "10"
                + "02"
                + "8000"
                + "0100"
                + "96000000"
                + "bb9a20119a162a633ac1fd4a73ac97d5"
                + "2a00000000000000"
                + "00b9556900000000"
                + "20d5556900000000"
                + "0000000000000000"
                + "47422d4541570000"
                + "40000000"
                + "02000000"
                + "0002000000000000");
  }
}

package org.keyferry.wire.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportIndexTest {

  @Test
  void oneNameALineOldestFirstAndNothingBehindTheLast() {
    var index = ExportIndex.of(List.of("NL/20-30-00001.zip", "NL/10-20-00001.zip"));
    assertThat(new String(index.render(), UTF_8))
        .isEqualTo("NL/10-20-00001.zip\nNL/20-30-00001.zip");
  }

  @Test
  void noFileIsAnEmptyIndex() throws MalformedExport {
    assertThat(ExportIndex.of(List.of()).render()).isEmpty();
    assertThat(ExportIndex.parse(new byte[0], "NL/index.txt").names()).isEmpty();
  }

  @Property(tries = 100)
  void parseGivesBackWhatWasRendered(@ForAll("names") Set<String> names) throws MalformedExport {
    var index = ExportIndex.of(names);
    assertThat(ExportIndex.parse(index.render(), "NL/index.txt")).isEqualTo(index);
  }

  @Provide
  static Arbitrary<Set<String>> names() {
    return Arbitraries.longs()
        .between(0, 9_999_999_999L)
        .map(start -> "NL/" + start + "-" + (start + 10) + "-00001.zip")
        .set()
        .ofMaxSize(50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NL/1.zip\n",
        "\nNL/1.zip",
        "NL/1.zip\n\nNL/2.zip",
        "NL/1.zip\r\nNL/2.zip",
        "/NL/1.zip",
        "NL//1.zip",
        "../1.zip",
        "NL/../1.zip",
        "NL/.zip",
        "NL/1.zip/",
        "N L/1.zip",
        "NL/é.zip",
        "http://x/1.zip",
        "NL/1.zip?x",
        "NL/%2e",
        "NL/2.zip\nNL/1.zip",
        "NL/1.zip\nNL/1.zip"
      })
  void otherLinesAreRefused(String text) {
    assertThatThrownBy(() -> ExportIndex.parse(text.getBytes(UTF_8), "NL/index.txt"))
        .isInstanceOf(MalformedExport.class)
        .hasMessageStartingWith("object name in NL/index.txt, line ");
  }

  @Test
  void longNameIsRefused() {
    assertThatThrownBy(() -> ExportIndex.of(List.of("x".repeat(129))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("129 characters");
  }

  @Test
  void tooManyNamesAreRefused() {
    var names =
        IntStream.rangeClosed(0, ExportIndex.MOST_NAMES).mapToObj("%07d"::formatted).toList();
    assertThatThrownBy(() -> new ExportIndex(names))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 200000, got 200001");
  }

  @Test
  void hugeIndexIsRefusedUnread() {
    var bytes = new byte[ExportIndex.MOST_NAMES * 129 + 1];
    assertThatThrownBy(() -> ExportIndex.parse(bytes, "NL/index.txt"))
        .isInstanceOf(MalformedExport.class)
        .hasMessageStartingWith("size in NL/index.txt");
  }
}

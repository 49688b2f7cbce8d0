package org.keyferry.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/**
 * Java is formatted by google-java-format. {@code -Dformat=write} formats the files instead of
 * refusing them.
 */
class FormatTest {
  private static final boolean WRITE = "write".equals(System.getProperty("format"));

  @Test
  void everyJavaFileIsAsTheFormatterWritesIt() {
    var formatter = new Formatter();
    var differing = new ArrayList<Path>();
    SourceTree.javaFiles()
        .forEach(file -> {
          String text = SourceTree.read(file);
          String formatted = formatted(formatter, file, text);
          if (!formatted.equals(text)) {
            if (WRITE) {
              SourceTree.write(file, formatted);
            } else {
              differing.add(file);
            }
          }
        });
    assertThat(differing)
        .as("to format them, run the command in CONTRIBUTING.md with -Dformat=write")
        .isEmpty();
  }

  @Test
  void anUnusedImportIsAFaultOfFormat() {
    String unused = "import java.util.List;\n\nclass A {\n  int a;\n}\n";

    assertThat(formatted(new Formatter(), Path.of("A.java"), unused))
        .isEqualTo("class A {\n  int a;\n}\n");
  }

  private static String formatted(Formatter formatter, Path file, String text) {
    try {
      return formatter.formatSourceAndFixImports(text);
    } catch (FormatterException e) {
      throw new AssertionError("can't format " + file + ": " + e.getMessage(), e);
    }
  }
}

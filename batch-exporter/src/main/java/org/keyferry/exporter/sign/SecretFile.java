package org.keyferry.exporter.sign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.UnusableKeyFile;

/**
 * A file with a PIN, a password or a token in its only line. Neither its text nor its errors show
 * what is in it.
 *
 * @param file the file
 * @param what it holds, for errors
 */
record SecretFile(Path file, String what) {
  private static final int LONGEST = 8192;

  /**
   * What is in it now, without the end of the line.
   *
   * @throws UnusableKeyFile if it can't be read or is not one line of text
   */
  String read() throws UnusableKeyFile {
    try {
      if (Files.size(file) > LONGEST) {
        throw unusable("more than " + LONGEST + " bytes");
      }
      String line = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (line.isEmpty() || line.chars().anyMatch(Character::isISOControl)) {
        throw unusable(line.isEmpty() ? "an empty file" : "several lines, or control characters");
      }
      return line;
    } catch (UnusableKeyFile e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw unusable("no such file");
    } catch (IOException e) {
      throw unusable("a file that can't be read, or not in UTF-8");
    }
  }

  private UnusableKeyFile unusable(String actual) {
    return new UnusableKeyFile(new Problem(what, file.toString(), "one line of text", actual));
  }
}

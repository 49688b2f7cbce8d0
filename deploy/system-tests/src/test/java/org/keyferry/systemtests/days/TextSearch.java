package org.keyferry.systemtests.days;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Finds a text in any bytes. It has to be long enough not to come about by chance. */
public final class TextSearch implements Search {
  private static final int LEAST = 6;

  private final String text;

  public TextSearch(String text) {
    if (text.length() < LEAST) {
      throw new IllegalArgumentException("a text of " + LEAST + " characters or more");
    }
    this.text = text;
  }

  @Override
  public boolean finds(InputStream bytes) throws IOException {
    // One character for each byte, whatever it is.
    return new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1).contains(text);
  }
}

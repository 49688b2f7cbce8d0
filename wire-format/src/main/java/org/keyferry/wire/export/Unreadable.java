package org.keyferry.wire.export;

import java.io.IOException;

/**
 * Bad input, on its way through streams that know of {@link IOException} alone. The reader turns it
 * into a {@link MalformedExport} that names the file.
 */
final class Unreadable extends IOException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final String expected;
  private final String actual;

  Unreadable(String what, String expected, Object actual) {
    super(what);
    this.what = what;
    this.expected = expected;
    this.actual = String.valueOf(actual);
  }

  static void unless(boolean holds, String what, String expected, Object actual) throws Unreadable {
    if (!holds) {
      throw new Unreadable(what, expected, actual);
    }
  }

  String what() {
    return what;
  }

  String expected() {
    return expected;
  }

  String actual() {
    return actual;
  }
}

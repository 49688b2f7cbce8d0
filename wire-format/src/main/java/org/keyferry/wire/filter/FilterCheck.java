package org.keyferry.wire.filter;

import org.keyferry.wire.Problem;

/**
 * Says where in a file a problem is.
 *
 * @param file its name
 * @param part header or body
 */
record FilterCheck(String file, String part) {
  void that(boolean holds, String what, String expected, Object actual) throws MalformedFilter {
    if (!holds) {
      throw malformed(what, expected, String.valueOf(actual));
    }
  }

  MalformedFilter malformed(String what, String expected, String actual) {
    return new MalformedFilter(new Problem(what, file + "!" + part, expected, actual));
  }
}

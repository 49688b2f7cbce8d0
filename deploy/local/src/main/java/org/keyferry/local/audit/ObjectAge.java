package org.keyferry.local.audit;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How old an object is: of an export file, the keys in it, whenever it was stored. */
final class ObjectAge {
  private static final Pattern EXPORT_FILE =
      Pattern.compile("(?:.*/)?\\d{1,12}-(\\d{1,12})-\\d{5}\\.zip");

  private ObjectAge() {}

  /** The end of its window, or when it was stored if that was earlier or its name tells none. */
  static Instant of(String name, Instant stored) {
    Matcher export = EXPORT_FILE.matcher(name);
    if (!export.matches()) {
      return stored;
    }
    Instant end = Instant.ofEpochSecond(Long.parseLong(export.group(1)));
    return end.isBefore(stored) ? end : stored;
  }

  /** Whether it may hold keys: an index holds names. */
  static boolean holdsKeys(String name) {
    return !name.endsWith("/index.txt");
  }
}

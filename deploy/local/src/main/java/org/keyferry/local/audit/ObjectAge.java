package org.keyferry.local.audit;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How old an object is: of an export file, the keys in it, whenever it was stored. */
final class ObjectAge {
  private static final Pattern EXPORT_FILE =
      Pattern.compile("(?:.*/)?\\d{1,12}-(\\d{1,12})-\\d{5}\\.zip");

  /** Places, marks and callbacks of hubs, which stay or say nothing of a key. */
  private static final Pattern OF_HUB_WITHOUT_KEYS =
      Pattern.compile("(?:.*/)?hub/[^/]+/(chain|produced|callbacks)/.*");

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

  /** Whether it may hold keys: an index holds names, and of a hub only its uploads do. */
  static boolean holdsKeys(String name) {
    return !name.endsWith("/index.txt") && !OF_HUB_WITHOUT_KEYS.matcher(name).matches();
  }
}

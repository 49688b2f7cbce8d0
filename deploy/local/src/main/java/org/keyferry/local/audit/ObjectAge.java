package org.keyferry.local.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyferry.wire.document.BatchName;

/** How old an object is: of one that holds a batch, the keys in it, whenever it was stored. */
final class ObjectAge {
  private static final Pattern EXPORT_FILE =
      Pattern.compile("(?:.*/)?\\d{1,12}-(\\d{1,12})-\\d{5}\\.zip(?:\\.tsr)?");
  private static final Pattern DATA_OR_FILTER =
      Pattern.compile(
          "(?:.*/)?v1/exposed/(?:data|filter)/(\\d{12,14}(?:-r\\d+)?)\\.(?:edi|ccf)(?:\\.tsr)?");

  /** Lists, indexes and what names other objects. */
  private static final Pattern DOCUMENT =
      Pattern.compile(
          ".*/index\\.(?:txt|jws)"
              + "|.*/v1/exposed/(?:list|days/[^/]+)\\.(?:json|jws)"
              + "|.*\\.alias|.*\\.tsr|(?:.*/)?public/meta/.*");

  /** Places, marks and callbacks of hubs, which stay or say nothing of a key. */
  private static final Pattern OF_HUB_WITHOUT_KEYS =
      Pattern.compile("(?:.*/)?hub/[^/]+/(chain|produced|callbacks)/.*");

  private ObjectAge() {}

  /** The end of its window, or when it was stored if that was earlier or its name tells none. */
  static Instant of(String name, Instant stored) {
    Instant end = windowEnd(name).orElse(stored);
    return end.isBefore(stored) ? end : stored;
  }

  private static Optional<Instant> windowEnd(String name) {
    Matcher export = EXPORT_FILE.matcher(name);
    if (export.matches()) {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(export.group(1))));
    }
    Matcher object = DATA_OR_FILTER.matcher(name);
    return object.matches() && BatchName.isName(object.group(1))
        ? Optional.of(BatchName.parse(object.group(1)).windowEnd())
        : Optional.empty();
  }

  /** Whether it may hold keys: documents hold names, and of a hub only its uploads do. */
  static boolean holdsKeys(String name) {
    return !DOCUMENT.matcher(name).matches() && !OF_HUB_WITHOUT_KEYS.matcher(name).matches();
  }
}

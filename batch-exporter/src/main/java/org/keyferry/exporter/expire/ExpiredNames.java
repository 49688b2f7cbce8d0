package org.keyferry.exporter.expire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyferry.exporter.publish.PublicObjects;
import org.keyferry.exporter.record.Retention;
import org.keyferry.wire.feed.BatchWindow;

/**
 * Tells from its name whether an object has to go, whoever stored it and whether or not anything
 * else knows of it.
 *
 * @param retention how long objects stay
 */
record ExpiredNames(Retention retention) {
  private static final Pattern EXPORT_FILE =
      Pattern.compile("[A-Za-z0-9-]{1,32}/(\\d{1,12})-(\\d{1,12})-\\d{5}\\.zip");

  /** Whether the name, relative to the public prefix, is of an export file that is expired. */
  boolean contain(String name) {
    Matcher matcher = EXPORT_FILE.matcher(name);
    if (!matcher.matches()) {
      return false;
    }
    long start = Long.parseLong(matcher.group(1));
    long end = Long.parseLong(matcher.group(2));
    return start < end && retention.isOver(BatchWindow.ofEpochSeconds(start, end));
  }

  /** The feed of a name in the bucket. */
  static String feed(String nameInBucket) {
    String name = nameInBucket.substring(PublicObjects.PREFIX.length());
    return name.substring(0, Math.max(0, name.indexOf('/')));
  }
}

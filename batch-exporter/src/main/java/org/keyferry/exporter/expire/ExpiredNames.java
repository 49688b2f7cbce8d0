package org.keyferry.exporter.expire;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.exporter.publish.ObjectFolder;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.exporter.record.Retention;
import org.keyferry.wire.feed.BatchWindow;

/**
 * Tells from its name whether an object has to go, whoever stored it and whether or not anything
 * else knows of it. What is recorded stays as long as its batch; what is not, as long as the newest
 * batch of its feed.
 */
final class ExpiredNames {
  private static final Pattern EXPORT_FILE =
      Pattern.compile("([A-Za-z0-9-]{1,32})/(\\d{1,12})-(\\d{1,12})-\\d{5}\\.zip");

  private final Retention retention;
  private final Map<String, Long> secondsOfObjects = new HashMap<>();
  private final Set<String> withdrawn = new HashSet<>();
  private final Map<String, PublishedBatch> newest = new HashMap<>();

  /**
   * @param retention how long objects stay of whose feed nothing is known
   * @param published what is recorded
   */
  ExpiredNames(Retention retention, PublishedBatches published) {
    this.retention = retention;
    for (PublishedBatch batch : published.where(batch -> true)) {
      ObjectFolder folder = ObjectFolder.of(batch.getAudience());
      for (PublishedObject object : batch.getObjectsList()) {
        String name = folder.inBucket(object.getName());
        secondsOfObjects.put(name, batch.getRetentionSeconds());
        if (batch.hasWithdrawal()) {
          withdrawn.add(name);
        }
      }
      newest.merge(batch.getFeed(), batch, (a, b) -> a.getSequence() > b.getSequence() ? a : b);
    }
  }

  /**
   * Whether the name, as an index of the folder lists it, is of an export file that is expired, or
   * whose batch was withdrawn.
   */
  boolean contain(ObjectFolder folder, String name) {
    if (withdrawn.contains(folder.inBucket(name))) {
      return true;
    }
    Matcher matcher = EXPORT_FILE.matcher(name);
    if (!matcher.matches()) {
      return false;
    }
    long start = Long.parseLong(matcher.group(2));
    long end = Long.parseLong(matcher.group(3));
    Long recorded = secondsOfObjects.get(folder.inBucket(name));
    long seconds = recorded == null ? secondsOfFeed(matcher.group(1)) : recorded;
    return start < end
        && retention.ofSeconds(seconds).isOver(BatchWindow.ofEpochSeconds(start, end));
  }

  private long secondsOfFeed(String feed) {
    return newest.getOrDefault(feed, PublishedBatch.getDefaultInstance()).getRetentionSeconds();
  }

  /** The feed of a name as an index lists it. */
  static String feed(String name) {
    return name.substring(0, Math.max(0, name.indexOf('/')));
  }
}

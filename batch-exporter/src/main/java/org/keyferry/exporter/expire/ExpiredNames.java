package org.keyferry.exporter.expire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.publish.ObjectFolder;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.exporter.record.Retention;
import org.keyferry.wire.document.BatchName;

/**
 * Tells from its name whether an object has to go, whoever stored it and whether or not anything
 * else knows of it. What is recorded stays as long as its batch; what is not, as long as the newest
 * batch of its feed.
 */
final class ExpiredNames {
  private static final String FEED = "([A-Za-z0-9-]{1,32})/";
  private static final Pattern EXPORT_FILE =
      Pattern.compile(FEED + "(\\d{1,12})-(\\d{1,12})-\\d{5}\\.zip");
  private static final Pattern DATA_OR_FILTER =
      Pattern.compile(FEED + "v1/exposed/(?:data/([0-9r-]+)\\.edi|filter/([0-9r-]+)\\.ccf)");
  private static final Pattern DAY =
      Pattern.compile(FEED + "v1/exposed/days/(\\d{4}-\\d\\d-\\d\\d)\\.(?:json|jws)");
  private static final String TOKEN = ".tsr";

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
      for (String object : objects(batch)) {
        String name = folder.inBucket(object);
        secondsOfObjects.put(name, batch.getRetentionSeconds());
        if (batch.hasWithdrawal()) {
          withdrawn.add(name);
        }
      }
      newest.merge(batch.getFeed(), batch, (a, b) -> a.getSequence() > b.getSequence() ? a : b);
    }
  }

  /** The names of all objects that were stored for a batch. */
  static List<String> objects(PublishedBatch batch) {
    var names = new ArrayList<String>();
    batch.getObjectsList().forEach(object -> names.add(object.getName()));
    if (batch.hasData()) {
      names.add(batch.getData().getName());
    }
    if (batch.hasFilter()) {
      names.add(batch.getFilter().getObject().getName());
    }
    return names;
  }

  /**
   * Whether the name, as an index of the folder lists it, is of an object of a batch that is
   * expired or was withdrawn, of the token of one, or of the list of a day of which all is expired.
   */
  boolean contain(ObjectFolder folder, String name) {
    String object = name.endsWith(TOKEN) ? name.substring(0, name.length() - TOKEN.length()) : name;
    if (withdrawn.contains(folder.inBucket(object))) {
      return true;
    }
    Optional<Instant> end = lastWindowEnd(object);
    if (end.isEmpty()) {
      return false;
    }
    Long recorded = secondsOfObjects.get(folder.inBucket(object));
    long seconds = recorded == null ? secondsOfFeed(feed(object)) : recorded;
    return retention.ofSeconds(seconds).isOver(end.get());
  }

  /** When the window of what has that name ended; empty if it is another thing's. */
  private static Optional<Instant> lastWindowEnd(String name) {
    Matcher file = EXPORT_FILE.matcher(name);
    if (file.matches()) {
      Instant end = Instant.ofEpochSecond(Long.parseLong(file.group(3)));
      return Optional.of(end).filter(at -> at.getEpochSecond() > Long.parseLong(file.group(2)));
    }
    Matcher object = DATA_OR_FILTER.matcher(name);
    if (object.matches()) {
      return Optional.of(object.group(2) == null ? object.group(3) : object.group(2))
          .filter(BatchName::isName)
          .map(batch -> BatchName.parse(batch).windowEnd());
    }
    Matcher day = DAY.matcher(name);
    return day.matches() ? endOfDay(day.group(2)) : Optional.empty();
  }

  private static Optional<Instant> endOfDay(String day) {
    try {
      return Optional.of(LocalDate.parse(day).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private long secondsOfFeed(String feed) {
    return newest.getOrDefault(feed, PublishedBatch.getDefaultInstance()).getRetentionSeconds();
  }

  /** The feed of a name as an index lists it. */
  static String feed(String name) {
    return name.substring(0, Math.max(0, name.indexOf('/')));
  }
}

package org.keyferry.systemtests.days;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keyferry.wire.retention.LongestStay;
import org.keyferry.wire.topic.Topics;

/** On which day keys were seen last, in each sort of place. */
public final class Sightings {
  private static final Pattern PARTITION = Pattern.compile("kafka/(.+?)-\\d+(\\.[^/]*)?/.*");
  private static final Pattern STORE = Pattern.compile("streams/.*/rocksdb/([^/]+)/.*");
  private static final Pattern AGGREGATE =
      Pattern.compile("s3/[^/]+/(public/[^/]+)/v1/exposed/data/(\\d+[hw]|all)-.*");
  private static final Pattern OBJECT = Pattern.compile("s3/[^/]+/(public|private)/([^/]+)/.*");

  private final Map<String, Integer> lastDays = new TreeMap<>();

  /** Keys are in the files on that day. */
  public void add(int day, Collection<Path> files) {
    files.forEach(file -> lastDays.merge(place(file), day, Math::max));
  }

  /** The topic, store or feed that a file belongs to; its own name if to none of them. */
  static String place(Path file) {
    String path = file.toString();
    Matcher partition = PARTITION.matcher(path);
    if (partition.matches()) {
      return "topic " + partition.group(1);
    }
    Matcher store = STORE.matcher(path);
    if (store.matches()) {
      return "store " + store.group(1);
    }
    Matcher aggregate = AGGREGATE.matcher(path);
    if (aggregate.matches()) {
      return "aggregates " + aggregate.group(1);
    }
    Matcher object = OBJECT.matcher(path);
    return object.matches() ? "export files " + object.group(1) + "/" + object.group(2) : path;
  }

  /** Where keys were seen at all. */
  public Set<String> places() {
    return lastDays.keySet();
  }

  /**
   * The places where they were seen for longer than the sum allows, or that have no sum. What falls
   * due between two days is done on the next.
   */
  public List<String> tooLong(List<LongestStay> sums) {
    return places().stream()
        .filter(place ->
            sum(place, sums)
                .filter(sum -> sum.plusDays(1).toDays() >= lastDays.get(place))
                .isEmpty())
        .toList();
  }

  /** A line for each place: the last day, and the sum. */
  public String table(List<LongestStay> sums) {
    return places().stream()
        .map(place ->
            "| %s | %d | %s |"
                .formatted(
                    place,
                    lastDays.get(place),
                    sum(place, sums).map(LongestStay::text).orElse("-")))
        .collect(Collectors.joining("\n"));
  }

  /** Of a store and its changelog it is the same, and of both inputs. */
  private static Optional<Duration> sum(String place, List<LongestStay> sums) {
    String summed = place.replace(Topics.KEYS_FEDERATED.name(), Topics.KEYS_SUBMITTED.name());
    return sums.stream()
        .filter(stay -> summed.contains(stay.place().replace("the store ", "")))
        .map(LongestStay::sum)
        .findFirst();
  }
}

package org.keyferry.bench.exporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Heap sizes around each collection, from the log that a JVM writes with {@code -Xlog:gc:file}.
 *
 * @param file the log
 */
record GcLog(Path file) {
  private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\((\\d+)M\\)");

  /** The option that has a JVM write it. */
  String option() {
    return "-Xlog:gc:file=" + file + ":uptime:filecount=0";
  }

  /** How many collections it tells of so far. */
  int collections() throws IOException {
    return all().size();
  }

  /** The fullest that the heap was when a collection began, from a collection on; in MiB. */
  OptionalDouble fullestBefore(int from) throws IOException {
    return most(from, collection -> Double.parseDouble(collection.group(1)));
  }

  /** The most that a collection left over, from a collection on; in MiB. */
  OptionalDouble fullestAfter(int from) throws IOException {
    return most(from, collection -> Double.parseDouble(collection.group(2)));
  }

  private OptionalDouble most(int from, ToDoubleFunction<MatchResult> size) throws IOException {
    return all().stream().skip(from).mapToDouble(size).max();
  }

  private List<MatchResult> all() throws IOException {
    return COLLECTION.matcher(Files.readString(file)).results().toList();
  }
}

package org.keyferry.houserules;

import static java.util.Locale.ROOT;

import java.util.ArrayList;
import java.util.List;

/**
 * What 300 regions and eight billion users ask of backends, by arithmetic from a few constants and
 * two measured sizes.
 *
 * @param rawBytes of a day's keys, bytes of keys alone
 * @param fileBytes of an export file with a day's keys
 */
record CapacityModel(long rawBytes, long fileBytes) {
  static final long USERS = 8_000_000_000L;
  static final int REGIONS = 300;
  static final int CASES = 200_000;
  static final int KEYS_OF_CASE = 14;

  /** Where a key is published: at home, and where its person or their contacts travelled. */
  static final int REGIONS_OF_KEY = 3;

  /** Whose feeds a traveller's phone follows beside that of the own region. */
  static final int ROAMING_REGIONS = 1;

  static final long NAIVE_USERS = 330_000_000;
  static final int POLLS_OF_PHONE = 4;
  static final int BUCKETS = 12;
  static final int DAYS_KNOWN = 15;
  static final int PEAK = 20;
  private static final int SECONDS = 86_400;

  static final long KEYS = (long) CASES * KEYS_OF_CASE;

  /** A row of a table. */
  private record Row(String what, String value, String by) {
    @Override
    public String toString() {
      return "| " + what + " | " + value + " | " + by + " |\n";
    }
  }

  String table() {
    var rows = new ArrayList<Row>();
    rows.addAll(naive());
    rows.addAll(partial());
    rows.addAll(backend());
    var page = new StringBuilder();
    rows.forEach(page::append);
    return page.toString();
  }

  private List<Row> naive() {
    double bytes = (double) rawBytes * NAIVE_USERS;
    return List.of(
        new Row("keys of a day, of the world", count((double) KEYS), "cases × keys of a case"),
        new Row("the same as bare keys", megabytes((double) rawBytes), "measured: 16 bytes each"),
        new Row("the same as an export file", megabytes((double) fileBytes), "measured"),
        new Row("bytes of a key in a file", String.format(ROOT, "%.1f", fileOfKey()), "measured"),
        new Row(
            "everything to everyone, bare, in a country of 330 million",
            String.format(ROOT, "%.1f PB a day, ", bytes / 1e15) + gigabits(bytes),
            "× users"));
  }

  private List<Row> partial() {
    double home = published() * fileOfKey();
    double roaming = home * (1 + ROAMING_REGIONS);
    double sent = roaming * users();
    return List.of(
        new Row("keys that a region verifies in a day", count(ofOrigin()), "÷ regions"),
        new Row("keys that a region publishes in a day", count(published()), "× regions of a key"),
        new Row("what a phone fetches in a day, at home", megabytes(home), "× bytes of a key"),
        new Row("the same with one roaming region", megabytes(roaming), "× 2"),
        new Row(
            "less than everything to everyone",
            count(fileBytes / roaming) + " times",
            "both in files"),
        new Row(
            "what the CDN of a region sends",
            String.format(ROOT, "%.1f TB a day, ", sent / 1e12) + gigabits(sent),
            "× users of a region"));
  }

  private List<Row> backend() {
    double uploads = (double) CASES / REGIONS * PEAK / SECONDS;
    return List.of(
        new Row("users of a region", count(users()), "÷ regions"),
        new Row(
            "polls of the CDN of a region",
            count(users() * POLLS_OF_PHONE / SECONDS) + "/s",
            "× polls of a phone"),
        new Row(
            "uploads of a region at the peak",
            String.format(ROOT, "%.2f/s", uploads),
            "cases ÷ regions × peak"),
        new Row(
            "polls of a region's feeds by all others",
            count((REGIONS - 1) * BUCKETS) + " a day",
            "(regions − 1) × buckets"),
        new Row(
            "keys known at once in a backend that takes all",
            count((double) KEYS * DAYS_KNOWN),
            "keys of a day × days known"),
        new Row(
            "keys a second of such a backend at the peak",
            count((double) KEYS * PEAK / SECONDS) + "/s",
            "keys of a day × peak"));
  }

  private static String count(double number) {
    return String.format(ROOT, "%,.0f", number);
  }

  private static String megabytes(double bytes) {
    return String.format(ROOT, "%.2f MB", bytes / 1e6);
  }

  /** Bits a second, of bytes a day. */
  private static String gigabits(double bytes) {
    return String.format(ROOT, "%,.2f Gbit/s", bytes * 8 / 1e9 / SECONDS);
  }

  private double fileOfKey() {
    return (double) fileBytes / KEYS;
  }

  private static double ofOrigin() {
    return (double) KEYS / REGIONS;
  }

  private static double published() {
    return ofOrigin() * REGIONS_OF_KEY;
  }

  private static double users() {
    return (double) USERS / REGIONS;
  }
}

package org.keyferry.wire.export;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.keyferry.wire.Problem;
import org.keyferry.wire.feed.BatchWindow;

/**
 * Names of public objects, relative to the public prefix, and how they are served. Names are a
 * function of feed, window and file number, so that whoever writes a batch again finds it there.
 */
public final class ObjectNames {
  /** Media type of export files. */
  public static final String EXPORT_MEDIA_TYPE = "application/zip";

  /** An export file never changes. */
  public static final String EXPORT_CACHE_CONTROL = "public, max-age=86400, immutable";

  /** Media type of {@code index.txt}. */
  public static final String INDEX_MEDIA_TYPE = "text/plain; charset=us-ascii";

  /** How long caches may show an index that has been replaced. */
  public static final Duration INDEX_MAX_AGE = Duration.ofSeconds(60);

  /** Caches ask again after {@link #INDEX_MAX_AGE}. */
  public static final String INDEX_CACHE_CONTROL = "public, max-age=" + INDEX_MAX_AGE.toSeconds();

  private static final Pattern NUMBER = Pattern.compile("-(\\d{5})\\.zip$");

  private ObjectNames() {}

  /**
   * The file number in the name of an export file.
   *
   * @throws IllegalArgumentException if {@link #exportFile} makes no such name
   */
  public static int fileNumber(String exportFile) {
    var matcher = NUMBER.matcher(exportFile);
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          new Problem("object name", "export file", "FEED/START-END-NNNNN.zip", "another")
              .toString());
    }
    return Integer.parseInt(matcher.group(1));
  }

  /** {@code FEED/index.txt}. */
  public static String index(String feedId) {
    return feedId + "/index.txt";
  }

  /**
   * {@code FEED/START-END-NNNNN.zip}, with the window's own start and end in seconds since the
   * epoch.
   *
   * @param fileNumber 1 to 99,999
   * @throws IllegalArgumentException if the file number is out of range
   */
  public static String exportFile(String feedId, BatchWindow window, int fileNumber) {
    int most = ExportHeader.MOST_FILES;
    if (fileNumber < 1 || fileNumber > most) {
      throw new IllegalArgumentException(
          new Problem("file number", "object name", "1 to " + most, String.valueOf(fileNumber))
              .toString());
    }
    return String.format(
        Locale.ROOT,
        "%s/%d-%d-%05d.zip",
        feedId,
        window.start().getEpochSecond(),
        window.end().getEpochSecond(),
        fileNumber);
  }
}

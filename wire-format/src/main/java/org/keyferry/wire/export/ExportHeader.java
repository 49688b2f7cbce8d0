package org.keyferry.wire.export;

import org.keyferry.wire.Problem;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.Region;

/**
 * What an export file of ours says before its keys.
 *
 * <p>Phones take two files with equal start and end for the same one. So the files of a window that
 * needs several share the start, and each ends as many seconds later as its number.
 *
 * @param window the batch's window
 * @param region the region that the file names
 * @param fileNumber 1 to {@code files}
 * @param files how many files the window has, 1 to 99,999
 */
public record ExportHeader(BatchWindow window, Region region, int fileNumber, int files) {
  /** File numbers have five digits in object names. */
  static final int MOST_FILES = 99_999;

  /**
   * @throws IllegalArgumentException if the file number or the number of files is out of range
   */
  public ExportHeader {
    if (fileNumber < 1 || fileNumber > files || files > MOST_FILES) {
      throw new IllegalArgumentException(
          new Problem(
                  "file number",
                  "export header",
                  "1 to the number of files, at most " + MOST_FILES,
                  fileNumber + " of " + files)
              .toString());
    }
  }

  /** A header of the only file of a window. */
  public static ExportHeader single(BatchWindow window, Region region) {
    return new ExportHeader(window, region, 1, 1);
  }

  /** The window as the file states it. */
  public BatchWindow statedWindow() {
    return files == 1
        ? window
        : new BatchWindow(window.start(), window.end().plusSeconds(fileNumber));
  }
}

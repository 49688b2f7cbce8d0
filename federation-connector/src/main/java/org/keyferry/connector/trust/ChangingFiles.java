package org.keyferry.connector.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is made of files, made anew when one of them has changed. While the new ones can't be used,
 * as when they are just being written, what was made before stays.
 *
 * @param <T> what is made of them
 */
public final class ChangingFiles<T> {
  private static final Logger LOG = LoggerFactory.getLogger(ChangingFiles.class);

  private final List<Path> files;
  private final Supplier<T> making;
  private List<String> marks;
  private T made;

  /**
   * Makes it for the first time.
   *
   * @param making reads the files
   * @throws UnusableCertificate if they can't be used
   */
  public ChangingFiles(List<Path> files, Supplier<T> making) {
    this.files = List.copyOf(files);
    this.making = making;
    this.marks = marks();
    this.made = making.get();
  }

  /** What the files make now. */
  public synchronized T current() {
    var now = marks();
    if (!now.equals(marks)) {
      try {
        made = making.get();
        marks = now;
      } catch (UnusableCertificate e) {
        LOG.warn("Going on with the certificates of before: {}", e.getMessage());
      }
    }
    return made;
  }

  private List<String> marks() {
    var found = new ArrayList<String>();
    for (Path file : files) {
      try {
        found.add(Files.getLastModifiedTime(file) + " " + Files.size(file));
      } catch (IOException e) {
        found.add("unreadable");
      }
    }
    return found;
  }
}

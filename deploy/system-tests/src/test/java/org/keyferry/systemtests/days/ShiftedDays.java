package org.keyferry.systemtests.days;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * The clock of a backend that lives a day in each step: that of this machine, as many days ahead.
 * Processes that are started in a step have it all through.
 */
public final class ShiftedDays implements InstantSource {
  private int day;
  private Instant began = Instant.now();

  /** Which day it is, from 0. */
  public int day() {
    return day;
  }

  /** What a process of this day has in its environment. */
  public Map<String, String> environment() {
    return FakeTime.ahead(day);
  }

  @Override
  public Instant instant() {
    return shifted(Instant.now());
  }

  /**
   * Gives files that changed today the time of today, once nothing runs any more: the system has
   * given them its own.
   *
   * @param directory of all files of the backend
   */
  public void dateFiles(Path directory) {
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Instant changed = Files.getLastModifiedTime(file).toInstant();
        if (!changed.isBefore(began) && changed.isBefore(Instant.now())) {
          Files.setLastModifiedTime(file, FileTime.from(shifted(changed)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next day begins. */
  public void nextDay() {
    day++;
    began = Instant.now();
  }

  private Instant shifted(Instant time) {
    return time.plus(Duration.ofDays(day));
  }
}

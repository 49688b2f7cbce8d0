package org.keyferry.local.backend;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Properties;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.Region;

/**
 * The region that a data directory was made for. Keys that wait in it belong to that region's
 * feeds: under another region no feed would take them.
 */
final class EarlierRegion {
  private EarlierRegion() {}

  /**
   * Returns if the directory is new or the region's own.
   *
   * @throws CommandFailure if it is another region's
   */
  static void requireSame(DataDirectory data, Region region) {
    String earlier = read(data);
    if (earlier != null && !earlier.equals(region.code())) {
      throw new CommandFailure(
          new Problem(
              "region",
              data.root().toString(),
              earlier + ", whose keys it holds; give another directory with --data",
              region.code()));
    }
  }

  private static String read(DataDirectory data) {
    if (!Files.exists(data.regionSettings())) {
      return null;
    }
    var settings = new Properties();
    try (Reader reader = Files.newBufferedReader(data.regionSettings())) {
      settings.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + data.regionSettings(), e);
    }
    return settings.getProperty(AppSettings.HOME_REGION);
  }
}

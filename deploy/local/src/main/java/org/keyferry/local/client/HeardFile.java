package org.keyferry.local.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyferry.client.gaen.Beacon;
import org.keyferry.client.gaen.HeardBeacons;
import org.keyferry.client.gaen.ProximityIdentifier;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.Interval;

/**
 * Beacons that a phone heard, one a line: identifier and metadata in hex, and the 10-minute
 * interval since 1970 in which it was heard.
 */
public final class HeardFile {
  private static final Pattern LINE =
      Pattern.compile("([0-9a-fA-F]{32}) ([0-9a-fA-F]{8}) (\\d{1,9})");

  private HeardFile() {}

  /**
   * Reads a file.
   *
   * @throws IOException if it can't be read, or a line is something else
   */
  public static HeardBeacons read(Path file) throws IOException {
    var heard = new HeardBeacons();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      Matcher line = LINE.matcher(lines.get(i).strip());
      if (!line.matches()) {
        throw new IOException(
            new Problem(
                    "beacon",
                    file + ", line " + (i + 1),
                    "32 and 8 hex digits and an interval, with spaces between",
                    "something else")
                .toString());
      }
      byte[] identifier = HexFormat.of().parseHex(line.group(1));
      byte[] metadata = HexFormat.of().parseHex(line.group(2));
      heard.hear(
          new Beacon(ProximityIdentifier.of(identifier, 0), ByteBuffer.wrap(metadata).getInt()),
          new Interval(Integer.parseInt(line.group(3))));
    }
    return heard;
  }
}

package org.keyferry.connector.archive;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * Where the bytes of a downloaded batch are kept, and what is said of them there.
 *
 * @param peer what it was read from
 * @param origin region of its keys, or {@code mixed}
 * @param date day of UTC on which its window ends
 * @param batchId as the peer names it
 * @param facts further, by name: what it takes to read it again
 */
public record BatchObject(
    String peer, String origin, LocalDate date, String batchId, Map<String, String> facts) {
  /** Where those are whose keys went on. */
  public static final String IMPORT = "import/";

  /** Where those are that were set aside. */
  public static final String QUARANTINE = "quarantine/";

  /** Names the peer among the facts. */
  public static final String PEER = "peer";

  /** Names the peer's own region among the facts; {@code mixed} for a hub. */
  public static final String REGION = "region";

  /** Names the regions whose keys the peer might state among the facts. */
  public static final String ORIGINS = "origins";

  /** Names the format among the facts. */
  public static final String FORMAT = "format";

  /** Names the feed among the facts. */
  public static final String FEED = "feed";

  /** Names the end of the batch's window among the facts. */
  public static final String WINDOW_END = "window-end";

  private static final int LONGEST_NAME = 200;

  public BatchObject {
    facts = Map.copyOf(facts);
  }

  /** With the day of the instant. */
  public static BatchObject of(
      String peer, String origin, Instant windowEnd, String batchId, Map<String, String> facts) {
    return new BatchObject(
        peer, origin, LocalDate.ofInstant(windowEnd, ZoneOffset.UTC), batchId, facts);
  }

  /** {@code PREFIX/PEER/ORIGIN/DATE/BATCHTAG}. */
  public String name(String prefix) {
    return prefix + safe(peer) + "/" + safe(origin) + "/" + date + "/" + safe(batchId);
  }

  /** Letters, digits, dots and hyphens as they are, others as {@code ~} and their code. */
  static String safe(String text) {
    var safe = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-_.".indexOf(c) >= 0);
      safe.append(plain ? String.valueOf(c) : "~%04x".formatted((int) c));
    }
    return safe.length() > LONGEST_NAME ? safe.substring(0, LONGEST_NAME) : safe.toString();
  }
}

package org.keyferry.wire.feed;

import java.nio.ByteBuffer;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/**
 * How many of an origin's keys a feed takes, so that a neighbour can be added bit by bit. Which
 * ones follows from the key alone: the same on every instance and in every feed, and a higher
 * percentage takes all that a lower one takes.
 */
public record ReleaseRamp(
    @Setting("The region of origin.") Region origin,
    @Setting("How many of its keys the feed takes, 0 to 100 percent.") Integer percent) {

  private static final int ALL = 100;

  public ReleaseRamp {
    percent = percent == null ? ALL : percent;
    String at = "keyferry.plan.feeds[].from.ramps[].";
    InvalidSetting.unless(origin != null, at + "origin", "a region code", "none");
    InvalidSetting.unlessBetween(0, ALL, at + "percent", percent);
  }

  /** Whether a key at that place is taken. */
  public boolean takes(int place) {
    return place < percent;
  }

  /**
   * The place of a key, 0 to 99: from its SHA-256, so that no prefix of key bytes is favoured.
   *
   * @param keyData the key bytes
   */
  public static int placeOf(byte[] keyData) {
    byte[] hash = Sha256.bytesOf(keyData);
    long first = Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt());
    return Math.toIntExact((first * ALL) >> Integer.SIZE);
  }
}

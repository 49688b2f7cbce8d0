package org.keyferry.wire.feed;

import java.util.regex.Pattern;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** Where remote keys come from, or with {@link #ANY} a set of such places: an entry of a list. */
public record RemoteSource(
    @Setting("The backend or hub that keys are read from, or * for each.") String peer,
    @Setting("The region whose authority verified the diagnosis, or * for each.") String origin) {

  /** Stands for every peer or every origin. */
  public static final String ANY = "*";

  /** No entry names a peer with more characters. */
  public static final int LONGEST_PEER = 128;

  private static final String AT = "keyferry.plan.feeds[].from.";
  private static final Pattern PEER = Pattern.compile("\\S{1," + LONGEST_PEER + "}");

  public RemoteSource {
    origin = origin == null ? ANY : origin;
    InvalidSetting.unless(
        peer != null && PEER.matcher(peer).matches(),
        AT + "(include|exclude)-remote[].peer",
        "1 to 128 characters without spaces, or *",
        peer == null ? "none" : peer);
    checkOrigin(AT + "(include|exclude)-remote[].origin", origin);
  }

  /** Whether it is every origin of every peer. */
  boolean isEverything() {
    return peer.equals(ANY) && origin.equals(ANY);
  }

  static void checkOrigin(String setting, String origin) {
    InvalidSetting.unless(
        origin.equals(ANY) || Region.isCode(origin),
        setting,
        "a region code such as NL or GB-SCT, or *",
        origin);
  }
}

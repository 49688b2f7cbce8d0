package org.keyferry.federation.gateway.hint;

import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.keyferry.wire.Problem;
import org.keyferry.wire.hub.BatchTag;
import org.keyferry.wire.hub.JsonInput;
import org.keyferry.wire.hub.MalformedBatch;
import org.keyferry.wire.peer.InvalidPeers;
import org.keyferry.wire.peer.PeerUrl;
import org.keyferry.wire.peer.PullEndpoint;

/** What peers write into hints. It is judged, and then forgotten: a poll finds out by itself. */
final class Hint {
  private static final String WHERE = "hint";
  private static final String ID = "batchId";
  private static final String URL = "baseURL";
  private static final int LONGEST_ID = 200;
  private static final int LONGEST_URL = 1024;

  private Hint() {}

  /**
   * Judges the callback of an EFGS hub.
   *
   * @param batchTag null if there is none
   * @param date null if there is none
   * @throws MalformedBatch if it is none
   */
  static void checkCallback(String batchTag, String date) throws MalformedBatch {
    if (batchTag == null || !BatchTag.isTag(batchTag)) {
      throw problem("batchTag", "1 to 64 printable ASCII characters", batchTag);
    }
    try {
      LocalDate.parse(String.valueOf(date));
    } catch (DateTimeParseException e) {
      throw problem("date", "yyyy-MM-dd", date);
    }
  }

  private static MalformedBatch problem(String what, String expected, String actual) {
    return new MalformedBatch(
        new Problem(what, WHERE, expected, actual == null ? "none" : "other"));
  }

  /**
   * Judges a webhook, {@code {"batchId": …, "baseURL": …}}.
   *
   * @param pulls where the peer is read: at no other server is there anything new
   * @throws MalformedBatch if it is none, or is of another server
   */
  static void checkWebhook(byte[] json, PeerUrl urls, List<PullEndpoint> pulls)
      throws MalformedBatch {
    String url = baseUrl(json);
    URI base;
    try {
      base = urls.base(URL, url);
    } catch (InvalidPeers e) {
      Problem why = e.problem();
      throw new MalformedBatch(new Problem(why.what(), WHERE, why.expected(), why.actual()));
    }
    if (pulls.stream().noneMatch(pull -> origin(pull.url()).equals(origin(base)))) {
      throw problem(URL, "the server of a URL where this peer is read", url);
    }
  }

  private static String baseUrl(byte[] json) throws MalformedBatch {
    return JsonInput.read(
        json,
        WHERE,
        in -> {
          var url = new String[1];
          in.object(
              WHERE,
              Set.of(ID, URL),
              (name, value) -> {
                switch (name) {
                  case ID -> value.string(ID, LONGEST_ID);
                  case URL -> url[0] = value.string(URL, LONGEST_URL);
                  default -> value.skip();
                }
              });
          return url[0];
        });
  }

  private static String origin(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority();
  }
}

package org.keyferry.federation.gateway.feed;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request is for: {@code /v1/NAME/keys} or {@code /v1/NAME/keys/CHUNK}. A path is taken as
 * it stands in the request line, so that there is one spelling for each chunk.
 *
 * @param address of the feed
 * @param chunk number of the chunk; empty: the oldest
 */
record FeedPath(FeedAddress address, OptionalLong chunk) {
  private static final Pattern PATH = Pattern.compile("/v1/([^/]+)/keys(?:/([^/]*))?");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  /** What there is to say to a path. */
  sealed interface Reading {
    /** It names a chunk. */
    record Right(FeedPath path) implements Reading {}

    /** It names no feed. */
    record NoFeed() implements Reading {}

    /** It names a feed, and then something else than a number. */
    record NoNumber() implements Reading {}
  }

  /** What the path of a request line is. */
  static Reading read(String path, String query) {
    Matcher matcher = PATH.matcher(path);
    if (query != null || !matcher.matches()) {
      return new Reading.NoFeed();
    }
    Optional<FeedAddress> address = FeedAddress.of(matcher.group(1));
    if (address.isEmpty()) {
      return new Reading.NoFeed();
    }
    String number = matcher.group(2);
    if (number == null) {
      return new Reading.Right(new FeedPath(address.get(), OptionalLong.empty()));
    }
    return NUMBER.matcher(number).matches()
        ? new Reading.Right(new FeedPath(address.get(), OptionalLong.of(Long.parseLong(number))))
        : new Reading.NoNumber();
  }
}

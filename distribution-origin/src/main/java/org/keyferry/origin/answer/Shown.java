package org.keyferry.origin.answer;

import java.time.Duration;
import java.util.Optional;
import org.keyferry.origin.address.FeedBase;
import org.keyferry.origin.kept.NotedTime;
import org.keyferry.origin.kept.Representation;

/**
 * What a request finds.
 *
 * @param what the bytes, and what is known of them
 * @param caching how long the answer may be kept
 * @param base the feed that they are of
 * @param vary by which header of the request it was chosen
 * @param location its own address, if the request has another one
 * @param encoded whether it is compressed
 * @param age since it was known to be there
 * @param stale whether the store could not be asked again
 */
public record Shown(
    Representation what,
    Caching caching,
    Optional<FeedBase> base,
    Optional<String> vary,
    Optional<String> location,
    boolean encoded,
    Duration age,
    boolean stale) {

  /** The same, chosen by that header, with an address of its own. */
  public Shown chosenBy(Optional<String> header, Optional<String> ownAddress) {
    return new Shown(what, caching, base, header, ownAddress, encoded, age, stale);
  }

  /** The strong entity tag, with quotes. */
  String etag() {
    return what.etag();
  }

  /**
   * When it was stored. Of an alias it says nothing: it may name another object that is older than
   * the one before.
   */
  Optional<NotedTime> changed() {
    return caching.isAlias() ? Optional.empty() : Optional.of(what.changed());
  }

  long size() {
    return what.size();
  }
}

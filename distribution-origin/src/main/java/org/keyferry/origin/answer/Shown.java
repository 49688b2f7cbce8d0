package org.keyferry.origin.answer;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.keyferry.origin.kept.NotedTime;
import org.keyferry.origin.kept.Representation;

/**
 * What a request finds.
 *
 * @param what the bytes, and what is known of them
 * @param caching how long the answer may be kept
 * @param folder the address below which it lies with the batch before it
 * @param vary by which header of the request it was chosen
 * @param location its own address, if the request has another one
 * @param encoded whether it is compressed
 * @param age since it was known to be there
 * @param stale whether the store could not be asked again
 * @param chunk the number of the chunk that it is
 */
public record Shown(
    Representation what,
    Caching caching,
    Optional<String> folder,
    Optional<String> vary,
    Optional<String> location,
    boolean encoded,
    Duration age,
    boolean stale,
    OptionalLong chunk) {

  /** The same, chosen by that header below that address, with an address of its own. */
  public Shown chosenBy(String header, String below, Optional<String> ownAddress) {
    return new Shown(
        what,
        caching,
        Optional.of(below),
        Optional.of(header),
        ownAddress,
        encoded,
        age,
        stale,
        chunk);
  }

  /** The same as a chunk. */
  public Shown numbered(OptionalLong number) {
    return new Shown(what, caching, folder, vary, location, encoded, age, stale, number);
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

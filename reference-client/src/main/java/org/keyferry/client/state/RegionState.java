package org.keyferry.client.state;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.keyferry.client.trust.Trail;

/**
 * What a phone knows of one region's feed.
 *
 * @param trail of the last list that was processed whole
 * @param tag its ETag; a list that was not processed whole has none, so it is fetched again
 * @param pace what it said of polling
 * @param processed files by what names them (a digest, or a name), with the end of their window
 * @param seen keys in them
 */
public record RegionState(
    Optional<Trail> trail,
    Optional<String> tag,
    Pace pace,
    Map<String, Instant> processed,
    SeenKeys seen) {
  /** Of a region that was never asked. */
  public static final RegionState NEW =
      new RegionState(Optional.empty(), Optional.empty(), Pace.DEFAULT, Map.of(), SeenKeys.NONE);

  public RegionState {
    processed = Map.copyOf(processed);
  }

  /** After files were processed, in the middle of a list. */
  public RegionState withProcessed(Map<String, Instant> files, SeenKeys nowSeen) {
    var more = new HashMap<>(processed);
    more.putAll(files);
    return new RegionState(trail, tag, pace, more, nowSeen);
  }

  /** After a list was processed whole. */
  public RegionState committed(Optional<Trail> newTrail, Optional<String> newTag, Pace newPace) {
    return new RegionState(newTrail, newTag, newPace, processed, seen);
  }

  /** Without the files that are no longer listed. */
  public RegionState keeping(Predicate<String> isListed, SeenKeys stillSeen) {
    var kept = new HashMap<>(processed);
    kept.keySet().removeIf(isListed.negate());
    return new RegionState(trail, tag, pace, kept, stillSeen);
  }

  /** As if no file had been processed: all that is listed will be received anew. */
  public RegionState startedOver() {
    return new RegionState(trail, tag, pace, Map.of(), SeenKeys.NONE);
  }

  /** Whether one of the files was processed. */
  public boolean hasAny(Collection<String> files) {
    return files.stream().anyMatch(processed::containsKey);
  }
}

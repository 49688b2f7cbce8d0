package org.keyferry.client.follow;

import org.keyferry.client.state.Pace;

/**
 * What a poll brought.
 *
 * @param hasChanged whether the list or index was another than before
 * @param files fetched and processed
 * @param keys that were new
 * @param pace when the region wants to be asked again
 */
public record Poll(boolean hasChanged, int files, long keys, Pace pace) {
  static Poll unchanged(Pace pace) {
    return new Poll(false, 0, 0, pace);
  }
}

package org.keyferry.connector.pull;

import java.time.Instant;
import java.util.Optional;

/** What a peer had for us. */
public sealed interface PullAnswer {

  /**
   * A batch that was not read yet; its bytes are in the file.
   *
   * @param batchId as the peer names it
   * @param feedId which row of numbers it is of, for formats that say
   * @param isEmpty whether it has no bytes and no keys, and is only to be passed
   * @param nextPoll when there is more; empty: perhaps now
   * @param proof what proves its origin, where that is no part of it
   */
  record Batch(
      String batchId,
      Optional<String> feedId,
      boolean isEmpty,
      Optional<Instant> nextPoll,
      Optional<byte[]> proof)
      implements PullAnswer {}

  /**
   * Nothing new.
   *
   * @param nextPoll when there may be; empty if the peer does not say
   * @param at where to go on then
   */
  record Nothing(Optional<Instant> nextPoll, PullPosition at) implements PullAnswer {}

  /**
   * What was asked for is not to be had, and other batches are.
   *
   * @param at where to go on now
   * @param why for the log
   */
  record Moved(PullPosition at, String why) implements PullAnswer {}
}

package org.keyferry.local.batches;

/**
 * What became of a command.
 *
 * @param id of the command
 * @param feed its feed
 * @param number the number that it got; 0 if it got none
 * @param storedObjects objects that were stored
 * @param refusal why nothing was done; empty if it was
 */
public record CommandResult(
    String id, String feed, long number, int storedObjects, String refusal) {
  /** Whether it was carried out. */
  public boolean isDone() {
    return refusal.isEmpty();
  }
}

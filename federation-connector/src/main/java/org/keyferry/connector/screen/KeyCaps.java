package org.keyferry.connector.screen;

/**
 * How many keys a peer may bring. What it brought before allows three times as many; no peer is
 * held to less than the floor.
 *
 * @param hourFloor keys in an hour that any peer may bring
 * @param dayFloor keys in a day of UTC that any peer may bring
 */
public record KeyCaps(long hourFloor, long dayFloor) {
  private static final int GROWTH = 3;

  /** How many keys an hour may have after hours that had at most so many. */
  public long hourly(long mostBefore) {
    return Math.max(hourFloor, GROWTH * mostBefore);
  }

  /** How many keys a day may have after days that had at most so many. */
  public long daily(long mostBefore) {
    return Math.max(dayFloor, GROWTH * mostBefore);
  }
}

package org.keyferry.connector.pull;

/**
 * What became of the keys of a batch.
 *
 * @param passedOn went on
 * @param own were our own, offered back
 * @param refused were refused by the admission rules or for their origin
 */
public record KeyCounts(long passedOn, long own, long refused) {
  /** None yet. */
  public static final KeyCounts NONE = new KeyCounts(0, 0, 0);

  /** With a key more that went on. */
  public KeyCounts onePassedOn() {
    return new KeyCounts(passedOn + 1, own, refused);
  }

  /** With a key more of our own. */
  public KeyCounts oneOwn() {
    return new KeyCounts(passedOn, own + 1, refused);
  }

  /** With a key more that was refused. */
  public KeyCounts oneRefused() {
    return new KeyCounts(passedOn, own, refused + 1);
  }
}

package org.keyferry.local.demo;

import java.util.Locale;

/** What the demonstration can do to the store from outside, to prove that it would notice. */
public enum Tampering {
  /** One byte of a published file is another. */
  FLIPPED_BYTE,
  /** One byte of the data that a signed list names is another. */
  FLIPPED_DATA,
  /** A published file is gone from store and index. */
  WITHHELD_BATCH,
  /** A further file with a valid signature holds a key that was published before. */
  DOUBLED_KEY;

  /** As the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

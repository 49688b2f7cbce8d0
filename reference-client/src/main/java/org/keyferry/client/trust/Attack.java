package org.keyferry.client.trust;

import java.util.Locale;

/**
 * What somebody between the authority and the phone may have done, by what the phone sees of it.
 */
public enum Attack {
  /** None of the region's keys signed the document. */
  FORGED_SIGNATURE,
  /** A document that was signed as something else. */
  WRONG_TYPE,
  /** A document of another region, or another feed. */
  OTHER_REGION,
  /** Something is left out: a batch that was listed, or a version of the document. */
  OMISSION,
  /** Batches are not newest first, or their windows overlap. */
  REORDERING,
  /** An older document than one that the phone has seen. */
  ROLLBACK,
  /** The document has expired, and nothing newer is shown. */
  FREEZING,
  /** Two documents of the same number. */
  FORK,
  /** Data that are not those of the digest in the signed list. */
  ALTERED_DATA,
  /** Data that the signed list names are not given out. */
  WITHHELD_DATA,
  /** An address that leads away from the region's host. */
  OTHER_HOST,
  /** A document or file that can't be read. */
  MALFORMED;

  /** For people. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

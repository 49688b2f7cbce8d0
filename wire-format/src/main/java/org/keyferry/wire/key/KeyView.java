package org.keyferry.wire.key;

/**
 * The fields of a diagnosis key where they lie, in the ranges of {@link DiagnosisKey}. One instance
 * shows key after key: an object for each field of each of millions of keys would cost more than
 * writing them.
 */
public interface KeyView {
  /** Copies the 16 bytes of the key to a place in an array. */
  void copyKey(byte[] to, int at);

  /** Number of the first interval in which it was broadcast. */
  int start();

  /** For how many intervals it was valid. */
  int period();

  /** Transmission risk. */
  int risk();

  /** Number of the report type. */
  int reportType();

  /** Whether the days since onset are known. */
  boolean onsetKnown();

  /** Days from symptom onset to the key's start; 0 where unknown. */
  int daysSinceOnset();
}

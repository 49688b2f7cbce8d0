package org.keyferry.submission.revision;

import com.google.protobuf.ByteString;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.ExposureKey;

/**
 * A key that a token's holder may revise. Prints redacted.
 *
 * @param key the 16 bytes
 * @param start first interval in which it was broadcast
 * @param period how many intervals it was valid, 1 to 144
 * @param proof what the key was submitted with, see {@link RevisionProof}
 */
record RevisableKey(ExposureKey key, int start, int period, ByteString proof) {

  /** The key as it is submitted now. */
  static RevisableKey of(DiagnosisKey key, ByteString proof) {
    return new RevisableKey(key.key(), key.start().number(), key.period().intervals(), proof);
  }

  /** Whether that key has the start and period that this one was submitted with. */
  boolean hasTimingOf(DiagnosisKey other) {
    return start == other.start().number() && period == other.period().intervals();
  }

  @Override
  public String toString() {
    return "RevisableKey[redacted]";
  }
}

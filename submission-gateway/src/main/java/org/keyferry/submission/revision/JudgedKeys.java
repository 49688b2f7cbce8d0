package org.keyferry.submission.revision;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import org.keyferry.wire.key.DiagnosisKey;

/**
 * The keys of an upload after its token was looked at.
 *
 * @param keys what is to be submitted
 * @param refusals why others are left out
 * @param token the token that the phone gets once the keys are durable; empty if there is no key
 */
public record JudgedKeys(List<JudgedKey> keys, List<String> refusals, Optional<String> token) {
  public JudgedKeys {
    keys = List.copyOf(keys);
    refusals = List.copyOf(refusals);
  }

  /**
   * A key to submit.
   *
   * @param authorised whether a token covers it
   * @param proof the one that it was first submitted with, as far as the gateway knows
   */
  public record JudgedKey(DiagnosisKey key, boolean authorised, ByteString proof) {}

  /** Never shows the token. */
  @Override
  public String toString() {
    return "JudgedKeys[redacted]";
  }
}

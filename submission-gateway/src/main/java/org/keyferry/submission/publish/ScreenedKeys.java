package org.keyferry.submission.publish;

import java.util.List;
import org.keyferry.wire.key.DiagnosisKey;

/**
 * What the rules make of the keys of an upload.
 *
 * @param admitted keys to submit
 * @param refusals why keys were refused, by their place in the request
 * @param warnings which keys were left out because symptom onset lies too far from them
 */
record ScreenedKeys(List<DiagnosisKey> admitted, List<String> refusals, List<String> warnings) {
  ScreenedKeys {
    admitted = List.copyOf(admitted);
    refusals = List.copyOf(refusals);
    warnings = List.copyOf(warnings);
  }
}

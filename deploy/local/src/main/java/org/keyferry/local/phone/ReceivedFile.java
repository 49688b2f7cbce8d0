package org.keyferry.local.phone;

import java.util.List;
import org.keyferry.wire.key.DiagnosisKey;

/**
 * An export file that a phone has fetched and verified.
 *
 * @param name as the index has it
 * @param keys those of both lists
 */
public record ReceivedFile(String name, List<DiagnosisKey> keys) {
  public ReceivedFile {
    keys = List.copyOf(keys);
  }
}

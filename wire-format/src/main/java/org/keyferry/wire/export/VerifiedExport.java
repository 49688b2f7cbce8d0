package org.keyferry.wire.export;

import java.util.List;

/**
 * A file whose signatures were checked.
 *
 * @param contents what is in it
 * @param verifiedBy the known keys that signed it, one at least
 */
public record VerifiedExport(ExportSummary contents, List<SigningKeyId> verifiedBy) {

  public VerifiedExport {
    verifiedBy = List.copyOf(verifiedBy);
  }
}

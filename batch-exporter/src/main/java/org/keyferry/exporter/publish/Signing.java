package org.keyferry.exporter.publish;

import java.util.List;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.exporter.sign.Signers;
import org.keyferry.wire.export.ExportVerifier;
import org.keyferry.wire.export.StoredSignature;

/**
 * What the files of one batch are signed and verified with.
 *
 * @param signers the keys as of when the batch was begun
 * @param verifier knows their public keys
 */
record Signing(Signers signers, ExportVerifier verifier) {
  Signing(Signers signers) {
    this(signers, new ExportVerifier(signers.publicKeys()));
  }

  /**
   * The signatures that the object had; none if one of their keys is not to be trusted any more.
   */
  List<StoredSignature> valid(PublishedObject object) {
    var stored =
        object.getSignaturesList().stream()
            .map(signature -> StoredSignature.of(signature, object.getExportSha256()))
            .toList();
    var known = signers.publicKeys().keySet();
    return stored.stream().allMatch(signature -> known.contains(signature.keyId()))
        ? stored
        : List.of();
  }
}

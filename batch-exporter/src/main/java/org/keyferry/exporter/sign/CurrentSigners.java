package org.keyferry.exporter.sign;

import java.io.IOException;

/**
 * The signing keys of the settings, with what operators have decided of them since. Which keys
 * there are, and where, is for the settings to say; a decision on any other key has no effect.
 *
 * @param configured as the settings have them
 * @param changes what was decided
 */
public record CurrentSigners(Signers configured, SigningChanges changes) {

  /**
   * As of now; a batch is signed and verified by the same.
   *
   * @throws IOException if what was decided can't be read: a key might have been revoked
   */
  public Signers now() throws IOException {
    var decided = changes.read();
    return new Signers(
        configured.all().stream()
            .map(term ->
                decided.containsKey(term.keyId())
                    ? term.changedBy(decided.get(term.keyId()))
                    : term)
            .toList());
  }
}

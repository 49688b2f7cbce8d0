package org.keyferry.connector.trust;

import java.io.IOException;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import org.keyferry.wire.export.SigningKeyId;

/** The public keys that batches of one peer are verified with. */
public interface OriginKeys {
  /** A peer whose batches are not verified, because its settings say so. */
  OriginKeys NONE =
      new OriginKeys() {
        @Override
        public Map<SigningKeyId, ECPublicKey> known() {
          return Map.of();
        }

        @Override
        public boolean isProofRequired() {
          return false;
        }
      };

  /**
   * The keys that are known now, by the names that files use.
   *
   * @throws IOException if they have to be asked for and can't be
   */
  Map<SigningKeyId, ECPublicKey> known() throws IOException;

  /** Whether anything is verified at all. */
  default boolean isProofRequired() {
    return true;
  }

  /**
   * A batch was refused with the known keys: asks for them again, if that is possible and was not
   * just done.
   *
   * @return whether the keys are others now
   */
  default boolean askAgain() throws IOException {
    return false;
  }
}

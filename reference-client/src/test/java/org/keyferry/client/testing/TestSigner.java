package org.keyferry.client.testing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import org.keyferry.wire.export.KeySigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;

/** A new key of a region, in memory. */
public record TestSigner(SigningKeyId keyId, KeyPair pair) implements KeySigner {
  public static TestSigner create(String id) {
    return new TestSigner(new SigningKeyId(id, "v1"), SigningKeys.generate());
  }

  @Override
  public ECPublicKey publicKey() {
    return (ECPublicKey) pair.getPublic();
  }

  /** What phones know of it. */
  public Map<SigningKeyId, ECPublicKey> known() {
    return Map.of(keyId, publicKey());
  }

  @Override
  public byte[] sign(byte[] sha256) {
    try {
      var signature = Signature.getInstance("NONEwithECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(sha256);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.keyferry.wire.peer;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import org.keyferry.wire.export.KeySigner;
import org.keyferry.wire.export.SigningKeyId;

/** Signs with a pair in memory. */
record PairSigner(KeyPair pair) implements KeySigner {
  @Override
  public SigningKeyId keyId() {
    return new SigningKeyId("peers", "test");
  }

  @Override
  public ECPublicKey publicKey() {
    return (ECPublicKey) pair.getPublic();
  }

  @Override
  public byte[] sign(byte[] sha256) throws IOException {
    try {
      var signature = Signature.getInstance("NONEwithECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(sha256);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}

package org.keyferry.wire.export;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * Signs with a private key that came from a file. Nonces are those of RFC 6979, so equal content
 * has equal signatures. For any number of threads.
 */
abstract sealed class FileKeySigner implements KeySigner permits PemSigner, Pkcs12Signer {
  private final SigningKeyId keyId;
  private final ECPrivateKeyParameters key;

  FileKeySigner(SigningKeyId keyId, ECPrivateKeyParameters key) {
    this.keyId = keyId;
    this.key = key;
  }

  @Override
  public final SigningKeyId keyId() {
    return keyId;
  }

  /** The public key of the pair, computed from the private one. */
  @Override
  public final ECPublicKey publicKey() {
    var point =
        new FixedPointCombMultiplier().multiply(key.getParameters().getG(), key.getD()).normalize();
    var w =
        new ECPoint(point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
    try {
      var curve = AlgorithmParameters.getInstance("EC");
      curve.init(new ECGenParameterSpec(SigningKeys.CURVE));
      var spec = new ECPublicKeySpec(w, curve.getParameterSpec(ECParameterSpec.class));
      return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has EC keys on P-256", e);
    }
  }

  @Override
  public final byte[] sign(byte[] sha256) throws IOException {
    var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, key);
    var numbers = signer.generateSignature(sha256);
    return StandardDSAEncoding.INSTANCE.encode(key.getParameters().getN(), numbers[0], numbers[1]);
  }

  /** Never shows the key. */
  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + keyId + "]";
  }
}

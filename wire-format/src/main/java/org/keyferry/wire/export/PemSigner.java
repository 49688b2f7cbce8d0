package org.keyferry.wire.export;

import java.io.IOException;
import java.nio.file.Path;
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
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * Signs with a private key from a PEM file. Nonces are those of RFC 6979, so equal content has
 * equal signatures. For any number of threads.
 */
public final class PemSigner implements ExportSigner {
  private final SigningKeyId keyId;
  private final ECPrivateKeyParameters key;

  PemSigner(SigningKeyId keyId, ECPrivateKeyParameters key) {
    this.keyId = keyId;
    this.key = key;
  }

  /**
   * Reads a private key.
   *
   * @param keyId the name under which phones know the public key
   * @param file PKCS#8 in PEM, not encrypted, P-256
   * @throws UnusableKeyFile if the file can't be read, or holds no such key
   */
  public static PemSigner read(SigningKeyId keyId, Path file) throws UnusableKeyFile {
    var info = SigningKeys.readPrivate(file);
    try {
      return new PemSigner(keyId, (ECPrivateKeyParameters) PrivateKeyFactory.createKey(info));
    } catch (IOException | RuntimeException e) {
      // Without the cause: its text could hold parts of the key.
      throw SigningKeys.unusable(file, "a private key on P-256", "a number that is no such key");
    }
  }

  @Override
  public SigningKeyId keyId() {
    return keyId;
  }

  /** The public key of the pair, computed from the private one. */
  public ECPublicKey publicKey() {
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
  public byte[] sign(byte[] sha256) throws IOException {
    var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, key);
    var numbers = signer.generateSignature(sha256);
    return StandardDSAEncoding.INSTANCE.encode(key.getParameters().getN(), numbers[0], numbers[1]);
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "PemSigner[" + keyId + "]";
  }
}

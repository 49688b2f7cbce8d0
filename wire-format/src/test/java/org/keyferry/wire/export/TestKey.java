package org.keyferry.wire.export;

import java.io.IOException;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.keyferry.wire.Sha256;

/** A signing key that every run of the tests has in common; worth nothing outside of them. */
record TestKey(SigningKeyId keyId, ECPrivateKeyParameters secret, ECPublicKey publicKey) {
  private static final ECNamedDomainParameters P256 =
      new ECNamedDomainParameters(
          SECObjectIdentifiers.secp256r1, CustomNamedCurves.getByName("P-256"));

  /** The one of RFC 6979, A.2.5. */
  static final TestKey FIRST =
      of("204", "v1", "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");

  static final TestKey SECOND = of("204", "v2", "02");
  static final TestKey THIRD = of("310", "1", "03");

  static TestKey of(String id, String version, String secretHex) {
    var secret = new ECPrivateKeyParameters(new BigInteger(secretHex, 16), P256);
    var keyId = new SigningKeyId(id, version);
    return new TestKey(keyId, secret, new PemSigner(keyId, secret).publicKey());
  }

  PemSigner signer() {
    return new PemSigner(keyId, secret);
  }

  /** A DER signature over the SHA-256 of the message. */
  byte[] sign(byte[] message) {
    var digest = Sha256.begun();
    try {
      return signer().sign(digest.digest(message));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<SigningKeyId, ECPublicKey> known(TestKey... keys) {
    return Stream.of(keys).collect(Collectors.toMap(TestKey::keyId, TestKey::publicKey));
  }
}

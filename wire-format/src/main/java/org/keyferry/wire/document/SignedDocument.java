package org.keyferry.wire.document;

import com.google.protobuf.ByteString;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.util.Map;
import org.keyferry.wire.Problem;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.export.ExportSigner;
import org.keyferry.wire.export.SigningKeyId;

/**
 * Signs and opens documents: JWS in compact form (RFC 7515), ES256, by a key that signs export
 * files, whose name {@code ID-VERSION} is the {@code kid}. What a header says of other keys counts
 * for nothing.
 *
 * @param payload the document's bytes
 * @param keyId who signed them
 */
public record SignedDocument(ByteString payload, SigningKeyId keyId) {
  /** A signed document is not longer, in characters. */
  public static final int LONGEST = DocumentFields.LONGEST / 3 * 4;

  private static final int SIGNATURE_BYTES = 64;

  /**
   * Signs a payload.
   *
   * @return the JWS
   * @throws IOException if the key can't be used now
   */
  public static String sign(byte[] payload, DocumentType type, ExportSigner signer)
      throws IOException {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType(type.typ()))
            .keyID(signer.keyId().toString())
            .build();
    byte[] input = new JWSObject(header, new Payload(payload)).getSigningInput();
    byte[] signature = signer.sign(Sha256.bytesOf(input));
    return new String(input, StandardCharsets.US_ASCII)
        + "."
        + Base64URL.encode(concatenated(signature));
  }

  private static byte[] concatenated(byte[] der) throws IOException {
    try {
      return ECDSA.transcodeSignatureToConcat(der, SIGNATURE_BYTES);
    } catch (JOSEException e) {
      throw new IOException("a signature that is not one of ECDSA in DER", e);
    }
  }

  /**
   * A document that one of the keys signed.
   *
   * @param type what it has to say that it is
   * @param keys who may have signed it
   * @throws UntrustedDocument if none of the keys did
   * @throws MalformedDocument if it is no JWS of that type
   */
  public static SignedDocument open(
      String jws, DocumentType type, Map<SigningKeyId, ECPublicKey> keys)
      throws MalformedDocument {
    JWSObject signed = parse(jws, type);
    String kid = signed.getHeader().getKeyID();
    var known =
        keys.entrySet().stream()
            .filter(each -> each.getKey().toString().equals(kid))
            .findFirst()
            .orElseThrow(() -> untrusted(type, "kid", "one of " + keys.size() + " known keys"));
    if (!isSignedBy(known.getValue(), signed)) {
      throw untrusted(type, "signature", "one of the key " + known.getKey());
    }
    return new SignedDocument(
        ByteString.copyFrom(signed.getPayload().toBytes()), known.getKey());
  }

  private static UntrustedDocument untrusted(DocumentType type, String what, String expected) {
    return new UntrustedDocument(new Problem(what, type.typ(), expected, "another"));
  }

  private static boolean isSignedBy(ECPublicKey key, JWSObject signed) {
    try {
      return signed.verify(new ECDSAVerifier(key));
    } catch (JOSEException e) {
      return false;
    }
  }

  private static JWSObject parse(String jws, DocumentType type) throws MalformedDocument {
    String where = type.typ();
    MalformedDocument.unless(
        jws.length() <= LONGEST, "size", where, "at most " + LONGEST + " characters", jws.length());
    try {
      Base64URL[] parts = JOSEObject.split(jws);
      MalformedDocument.unless(parts.length == 3, "JWS", where, "three parts", parts.length);
      checkHeader(JSONObjectUtils.parse(parts[0].decodeToString()), where);
      return JWSObject.parse(jws);
    } catch (ParseException | IllegalArgumentException e) {
      throw new MalformedDocument(
          new Problem("JWS", where, "a JWS in compact form", "something else"));
    }
  }

  /** Before anything else is parsed, so that each defect has its own name. */
  private static void checkHeader(Map<String, Object> header, String where)
      throws MalformedDocument {
    Object algorithm = header.get("alg");
    MalformedDocument.unless(
        JWSAlgorithm.ES256.getName().equals(algorithm),
        "alg",
        where,
        JWSAlgorithm.ES256.getName(),
        "none".equals(algorithm) ? "none" : algorithm == null ? "nothing" : "another");
    MalformedDocument.unless(
        !header.containsKey("crit"),
        "crit",
        where,
        "none, as this build knows no extension",
        "some");
    MalformedDocument.unless(
        where.equals(header.get("typ")),
        "typ",
        where,
        where,
        header.containsKey("typ") ? "another" : "none");
  }
}

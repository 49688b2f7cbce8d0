package org.keyferry.wire.peer;

import static java.util.stream.Collectors.joining;

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
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.export.KeySigner;

/**
 * Signs and opens documents of peers: JWS in compact form (RFC 7515), ES256, with the key's id as
 * {@code kid} and the type {@value #TYPE}. What a header says of other keys counts for nothing.
 */
public final class PeersSignature {
  /** A signed document is not longer, in characters; records of topics have to be shorter. */
  public static final int LONGEST = 1_000_000;

  /** What the header says that it is. */
  public static final String TYPE = "keyferry-peers+jws";

  private static final int SIGNATURE_BYTES = 64;

  private PeersSignature() {}

  /**
   * Signs a payload.
   *
   * @param signer holds the key; what it is called elsewhere makes no difference
   * @throws InvalidPeers if the result is too long
   * @throws IOException if the key can't be used now
   */
  public static String sign(byte[] payload, KeySigner signer) throws IOException {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType(TYPE))
            .keyID(new DocumentKey(signer.publicKey()).id())
            .build();
    var unsigned = new JWSObject(header, new Payload(payload));
    byte[] signature = signer.sign(Sha256.bytesOf(unsigned.getSigningInput()));
    String text =
        new String(unsigned.getSigningInput(), StandardCharsets.US_ASCII)
            + "."
            + Base64URL.encode(concatenated(signature));
    InvalidPeers.unless(
        text.length() <= LONGEST,
        "size",
        "at most " + LONGEST + " characters, signed",
        text.length());
    return text;
  }

  private static byte[] concatenated(byte[] der) throws IOException {
    try {
      return ECDSA.transcodeSignatureToConcat(der, SIGNATURE_BYTES);
    } catch (JOSEException e) {
      throw new IOException("a signature that is not one of ECDSA in DER", e);
    }
  }

  /**
   * What was signed, and by which key.
   *
   * @param payload the document
   * @param key by whom
   */
  public record Opened(ByteString payload, DocumentKey key) {}

  /**
   * A document that one of the keys signed.
   *
   * @throws PeersRefused if none of them did
   */
  public static Opened open(String jws, List<DocumentKey> keys) throws PeersRefused {
    JWSObject signed = parse(jws);
    String kid = signed.getHeader().getKeyID();
    DocumentKey key =
        keys.stream()
            .filter(each -> each.id().equals(kid))
            .findFirst()
            .orElseThrow(() ->
                PeersRefused.of(
                    PeersRefusal.STRANGER,
                    "kid",
                    keys.stream().map(DocumentKey::id).collect(joining(" or ")),
                    kid == null ? "none" : "another"));
    PeersRefused.unless(
        isSignedBy(key, signed),
        PeersRefusal.WRONG_SIGNATURE,
        "signature",
        "one of the key " + key.id(),
        "another");
    return new Opened(ByteString.copyFrom(signed.getPayload().toBytes()), key);
  }

  private static boolean isSignedBy(DocumentKey key, JWSObject signed) {
    try {
      return signed.verify(new ECDSAVerifier(key.publicKey()));
    } catch (JOSEException e) {
      return false;
    }
  }

  private static JWSObject parse(String jws) throws PeersRefused {
    PeersRefused.unless(
        jws.length() <= LONGEST,
        PeersRefusal.TOO_LARGE,
        "size",
        "at most " + LONGEST + " characters",
        jws.length());
    try {
      Base64URL[] parts = JOSEObject.split(jws);
      PeersRefused.unless(
          parts.length == 3, PeersRefusal.UNREADABLE, "JWS", "three parts", parts.length);
      checkHeader(JSONObjectUtils.parse(parts[0].decodeToString()));
      return JWSObject.parse(jws);
    } catch (ParseException | IllegalArgumentException e) {
      throw PeersRefused.of(
          PeersRefusal.UNREADABLE, "JWS", "a JWS in compact form", "something else");
    }
  }

  /** Before anything else is parsed, so that each defect has its own name. */
  private static void checkHeader(Map<String, Object> header) throws PeersRefused {
    Object algorithm = header.get("alg");
    PeersRefused.unless(
        !"none".equals(algorithm), PeersRefusal.UNSIGNED, "alg", "a signature by ES256", "none");
    PeersRefused.unless(
        JWSAlgorithm.ES256.getName().equals(algorithm),
        PeersRefusal.OTHER_ALGORITHM,
        "alg",
        JWSAlgorithm.ES256.getName(),
        algorithm == null ? "nothing" : "another");
    PeersRefused.unless(
        !header.containsKey("crit"),
        PeersRefusal.UNKNOWN_CRITICAL,
        "crit",
        "none, as this build knows no extension",
        header.get("crit"));
    PeersRefused.unless(
        TYPE.equals(header.get("typ")),
        PeersRefusal.OTHER_TYPE,
        "typ",
        TYPE,
        header.containsKey("typ") ? "another" : "none");
  }
}

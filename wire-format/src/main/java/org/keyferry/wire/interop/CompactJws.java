package org.keyferry.wire.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Pattern;
import org.keyferry.wire.Problem;
import org.keyferry.wire.hub.MalformedBatch;
import org.keyferry.wire.hub.UntrustedBatch;

/**
 * A compact JWS (RFC 7515) with ES256: three parts in base64url with dots between. The protected
 * header is {@code {"alg":"ES256"}}; the signature is R and S, 64 bytes.
 *
 * <p>Some senders pad their base64url, against RFC 7515. The signature is over the characters that
 * they sent, padding included, so it is verified over what was received. What we sign has none.
 */
public final class CompactJws {
  private static final String PLACE = "payload";
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-]+={0,2}");
  private static final int PARTS = 3;

  private final JWSHeader header;
  private final String signingInput;
  private final byte[] content;
  private final Base64URL signature;

  private CompactJws(String[] parts) throws ParseException {
    this.header = JWSHeader.parse(new Base64URL(parts[0]));
    this.signingInput = parts[0] + "." + parts[1];
    this.content = Base64.getUrlDecoder().decode(parts[1]);
    this.signature = new Base64URL(parts[2]);
  }

  /**
   * Reads a JWS; nothing is verified yet.
   *
   * @throws MalformedBatch if it is none
   * @throws UntrustedBatch if it has another algorithm
   */
  public static CompactJws parse(String text) throws MalformedBatch, UntrustedBatch {
    String[] parts = text.split("\\.", -1);
    if (parts.length != PARTS) {
      throw malformed("three parts with dots between", parts.length + " parts");
    }
    for (String part : parts) {
      if (!PART.matcher(part).matches()) {
        throw malformed("base64url", "other characters, or an empty part");
      }
    }
    CompactJws jws;
    try {
      jws = new CompactJws(parts);
    } catch (ParseException | IllegalArgumentException e) {
      throw malformed("a header in JSON and content in base64url", "something else");
    }
    if (!JWSAlgorithm.ES256.equals(jws.header.getAlgorithm())) {
      throw new UntrustedBatch(new Problem("alg", PLACE, "ES256", "another algorithm"));
    }
    return jws;
  }

  /**
   * The content, once the signature is seen to hold.
   *
   * @param keys on P-256, any of which may have signed it
   * @throws UntrustedBatch if none of them has
   */
  public byte[] verify(Collection<ECPublicKey> keys) throws UntrustedBatch {
    for (ECPublicKey key : keys) {
      if (holds(key)) {
        return content.clone();
      }
    }
    throw new UntrustedBatch(
        new Problem(
            "signature", PLACE, "one of the " + keys.size() + " known keys", "another one"));
  }

  /** The content, without a look at the signature: of what was verified before. */
  public byte[] content() {
    return content.clone();
  }

  private boolean holds(ECPublicKey key) {
    try {
      return new ECDSAVerifier(key).verify(header, signingInput.getBytes(US_ASCII), signature);
    } catch (JOSEException e) {
      return false;
    }
  }

  /**
   * Signs content.
   *
   * @param key on P-256
   * @throws IllegalArgumentException if the key is another one
   */
  public static String sign(byte[] content, ECPrivateKey key) {
    try {
      var jws = new JWSObject(new JWSHeader(JWSAlgorithm.ES256), new Payload(content));
      jws.sign(new ECDSASigner(key));
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalArgumentException(
          new Problem("private key", PLACE, "a key on P-256", "another one").toString());
    }
  }

  private static MalformedBatch malformed(String expected, String actual) {
    return new MalformedBatch(new Problem("JWS", PLACE, expected, actual));
  }
}

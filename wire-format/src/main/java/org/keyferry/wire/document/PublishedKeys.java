package org.keyferry.wire.document;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.keyferry.wire.hub.JsonOutput;
import tools.jackson.core.JsonGenerator;

/**
 * The keys that sign export files and documents, as readers get them: as keys of a JWK set (RFC
 * 7517) that say what each key does, and in PEM.
 *
 * @param keys those that sign now first, then by their names
 */
public record PublishedKeys(List<PublishedKey> keys) {
  private static final Comparator<PublishedKey> ORDER =
      Comparator.comparing(PublishedKey::state).thenComparing(key -> key.id().toString());

  public PublishedKeys {
    keys = keys.stream().sorted(ORDER).toList();
  }

  /** The member {@code keys} of a JWK set, and of the document. */
  public String json() {
    return new String(
        JsonOutput.write(out -> {
          out.writeStartArray();
          keys.forEach(key -> write(out, key));
          out.writeEndArray();
        }),
        StandardCharsets.UTF_8);
  }

  private static void write(JsonGenerator out, PublishedKey key) {
    var jwk = new ECKey.Builder(Curve.P_256, key.publicKey()).build();
    out.writeStartObject();
    out.writeStringProperty("kty", "EC");
    out.writeStringProperty("crv", jwk.getCurve().getName());
    out.writeStringProperty("x", jwk.getX().toString());
    out.writeStringProperty("y", jwk.getY().toString());
    out.writeStringProperty("use", "sig");
    out.writeStringProperty("alg", "ES256");
    out.writeStringProperty("kid", key.id().toString());
    out.writeStringProperty("state", key.state().word());
    key.from().ifPresent(from -> out.writeStringProperty("from", from.toString()));
    key.thru().ifPresent(thru -> out.writeStringProperty("thru", thru.toString()));
    out.writeEndObject();
  }

  /**
   * The keys that are to be trusted, in PEM, each behind a line with its name and what it does.
   * Revoked ones are left out: whoever reads PEM doesn't read the line.
   */
  public String pem() {
    var text = new StringWriter();
    try (var pem = new PemWriter(text)) {
      for (PublishedKey key : keys) {
        if (key.isTrusted()) {
          pem.write(key.id() + " " + key.state().word());
          pem.newLine();
          pem.writeObject(new PemObject("PUBLIC KEY", key.publicKey().getEncoded()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}

package org.keyferry.wire.peer;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.export.UnusableKeyFile;
import org.keyferry.wire.key.Region;

/** Members that occur at several places of the document. */
final class PeerFields {
  /** Words of the paths of feeds, which no region may be called. */
  static final Set<String> RESERVED = Set.of("a2a", "exposed", "keys", "meta");

  private static final String KEY = "a public key on P-256, its SubjectPublicKeyInfo in base64";
  private static final String CERTIFICATE = "a certificate, its DER in base64";

  private PeerFields() {}

  static Optional<Region> region(JsonFields fields, String name) {
    return fields.text(name).map(text -> region(fields.at(name), text));
  }

  static Region region(String at, String text) {
    InvalidPeers.unless(
        !RESERVED.contains(text.toLowerCase(Locale.ROOT)),
        at,
        "a region code, none of the words "
            + String.join(", ", RESERVED.stream().sorted().toList()),
        text);
    InvalidPeers.unless(Region.isCode(text), at, "a region code such as NL or GB-SCT", text);
    return new Region(text);
  }

  static Validity validity(JsonFields fields) {
    return new Validity(fields.instant("validFrom"), fields.instant("validThru"));
  }

  static X509Certificate certificate(JsonFields fields, String name) {
    byte[] der = base64(fields.at(name), CERTIFICATE, fields.requiredText(name));
    try {
      var input = new ByteArrayInputStream(der);
      var certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(input);
      InvalidPeers.unless(input.available() == 0, fields.at(name), CERTIFICATE, "more after it");
      return certificate;
    } catch (CertificateException e) {
      throw InvalidPeers.refused(fields.at(name), CERTIFICATE, "something else");
    }
  }

  static List<ECPublicKey> publicKeys(JsonFields fields, String name) {
    var keys = new ArrayList<ECPublicKey>();
    for (String text : fields.texts(name)) {
      keys.add(publicKey(fields.at(name), text));
    }
    return keys;
  }

  static ECPublicKey publicKey(String at, String text) {
    byte[] encoded = base64(at, KEY, text);
    try {
      var key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
      return SigningKeys.publicKey(key, at);
    } catch (GeneralSecurityException e) {
      throw InvalidPeers.refused(at, KEY, "something else");
    } catch (UnusableKeyFile e) {
      throw InvalidPeers.refused(at, KEY, e.problem().actual());
    }
  }

  private static byte[] base64(String at, String expected, String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw InvalidPeers.refused(at, expected, "no base64");
    }
  }
}

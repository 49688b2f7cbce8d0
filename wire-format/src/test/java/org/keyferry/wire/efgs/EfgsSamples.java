package org.keyferry.wire.efgs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.keyferry.wire.hub.DefectList;

/** Keys, certificates and files for tests. */
final class EfgsSamples {
  /** Within the term of every certificate. */
  static final Instant NOW = Instant.parse("2027-01-01T12:00:00Z");

  /** The keys of the golden files, field by field. */
  static final List<EfgsKey> KEYS =
      List.of(
          key(1, 2_647_000, 144, EfgsKey.NO_RISK, List.of("BE", "DE"), 1, 0),
          key(2, 2_647_144, 144, 8, List.of(), 2, -14),
          key(3, 2_647_100, 44, 0, List.of("BE"), 3, 4000),
          key(250, 2_647_001, 1, 5, List.of("AT", "BE", "BG"), 5, 714),
          key(90, 2_647_002, 143, 1, List.of("SE"), 0, 2000),
          key(170, 2_647_000, 144, EfgsKey.NO_RISK, List.of("BE", "DE"), 1, 1),
          key(77, 2_647_000, 144, EfgsKey.NO_RISK, List.of("BE", "DE"), 1, -1));

  private EfgsSamples() {}

  private static EfgsKey key(
      int number, int start, int period, int risk, List<String> visited, int type, int onset) {
    return new EfgsKey(bytes(number), start, period, risk, visited, "NL", type, onset);
  }

  /** A key of a country that differs from those of other numbers. */
  static EfgsKey key(String country, int number) {
    return new EfgsKey(bytes(number), 2_647_000, 144, 3, List.of("BE"), country, 1, 0);
  }

  private static ByteString bytes(int number) {
    var bytes = new byte[16];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (number * 31 + i * 7);
    }
    return ByteString.copyFrom(bytes);
  }

  static byte[] golden(String name) throws IOException {
    return DefectList.file("efgs/golden/" + name);
  }

  static String text(String name) throws IOException {
    return new String(golden(name), US_ASCII);
  }

  static X509Certificate certificate(String name) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(golden(name + ".pem")));
  }

  static EfgsSigner signer(String name, String algorithm) throws Exception {
    String pem = text(name + ".key.pem").replaceAll("-----[A-Z ]+-----", "");
    PrivateKey key =
        KeyFactory.getInstance(algorithm)
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
    return new EfgsSigner(key, certificate(name));
  }

  static KeyPair keyPair() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /** A certificate for a signer of that country. */
  static X509Certificate certificate(String country, KeyPair pair, long serial) throws Exception {
    var name = new X500Name("C=" + country + ",CN=test");
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(serial),
            Date.from(Instant.parse("2020-01-01T00:00:00Z")),
            Date.from(Instant.parse("2040-01-01T00:00:00Z")),
            name,
            pair.getPublic());
    var holder =
        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
    return new JcaX509CertificateConverter().getCertificate(holder);
  }

  static EfgsSigner newSigner(String country) throws Exception {
    KeyPair pair = keyPair();
    return new EfgsSigner(pair.getPrivate(), certificate(country, pair, 1));
  }

  /** Any key that the wire can carry. */
  static Arbitrary<EfgsKey> anyKeys() {
    Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(5);
    return Combinators.combine(
            Arbitraries.bytes().array(byte[].class).ofMaxSize(20),
            Arbitraries.integers(),
            Arbitraries.integers(),
            Arbitraries.integers(),
            texts.list().ofMaxSize(4),
            texts,
            Arbitraries.integers().greaterOrEqual(0),
            Arbitraries.integers())
        .as((data, start, period, risk, visited, origin, type, onset) ->
            new EfgsKey(
                ByteString.copyFrom(data), start, period, risk, visited, origin, type, onset));
  }
}

package org.keyferry.wire.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Pkcs12SignerTest {
  private static final SigningKeyId KEY_ID = new SigningKeyId("204", "v1");
  private static final char[] PASSWORD = "pass-of-the-file".toCharArray();
  private static final byte[] DIGEST = new byte[32];

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("signing.p12");
  }

  @Test
  void signatureIsTheOneThatTheKeyMakesFromAPemFile() throws Exception {
    var pair = SigningKeys.generate();
    write(pair, "SHA256withECDSA");
    Path pem = folder.resolve("private.pem");
    SigningKeys.writePrivate(pem, pair.getPrivate());
    var signer = Pkcs12Signer.read(KEY_ID, file, "exports", PASSWORD);
    assertThat(signer.publicKey()).isEqualTo(pair.getPublic());
    assertThat(signer.sign(DIGEST)).isEqualTo(PemSigner.read(KEY_ID, pem).sign(DIGEST));
  }

  @Test
  void otherPasswordIsTold() throws Exception {
    write(SigningKeys.generate(), "SHA256withECDSA");
    assertUnusable("exports", "pass-of-a-former-file".toCharArray(), "another password");
  }

  @Test
  void otherAliasIsTold() throws Exception {
    write(SigningKeys.generate(), "SHA256withECDSA");
    assertUnusable("imports", PASSWORD, "no private key under that alias");
  }

  @Test
  void missingFileIsTold() {
    assertUnusable("exports", PASSWORD, "no such file");
  }

  @Test
  void otherFileIsTold() throws IOException {
    Files.writeString(file, "no PKCS#12");
    assertUnusable("exports", PASSWORD, "a file that can't be read, or of another kind");
  }

  @Test
  void keyOnAnotherCurveIsRefused() throws Exception {
    write(pair("EC", "secp384r1"), "SHA256withECDSA");
    assertUnusable("exports", PASSWORD, "a key on the curve 1.3.132.0.34");
  }

  @Test
  void rsaKeyIsRefused() throws Exception {
    write(pair("RSA", null), "SHA256withRSA");
    assertUnusable("exports", PASSWORD, "a key of the algorithm 1.2.840.113549.1.1.1");
  }

  @Test
  void signerPrintsNoSecret() throws Exception {
    write(SigningKeys.generate(), "SHA256withECDSA");
    assertThat(Pkcs12Signer.read(KEY_ID, file, "exports", PASSWORD))
        .hasToString("Pkcs12Signer[204-v1]");
  }

  private void assertUnusable(String alias, char[] password, String actual) {
    assertThatThrownBy(() -> Pkcs12Signer.read(KEY_ID, file, alias, password))
        .isInstanceOf(UnusableKeyFile.class)
        .hasMessageStartingWith("key in " + file + ": expected a ")
        .hasMessageEndingWith("got " + actual)
        .hasNoCause()
        .message()
        .doesNotContain(new String(password), new String(PASSWORD));
  }

  private static KeyPair pair(String algorithm, String curve) throws Exception {
    var generator = KeyPairGenerator.getInstance(algorithm);
    if (curve != null) {
      generator.initialize(new ECGenParameterSpec(curve));
    }
    return generator.generateKeyPair();
  }

  private void write(KeyPair pair, String algorithm) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    var chain = new Certificate[] {certificate(pair, algorithm)};
    store.setKeyEntry("exports", pair.getPrivate(), PASSWORD, chain);
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    }
  }

  private static Certificate certificate(KeyPair pair, String algorithm) throws Exception {
    var name = new X500Name("CN=exports");
    var start = Date.from(Instant.parse("2026-01-01T00:00:00Z"));
    var end = Date.from(Instant.parse("2056-01-01T00:00:00Z"));
    var builder =
        new JcaX509v3CertificateBuilder(name, BigInteger.ONE, start, end, name, pair.getPublic());
    var signer = new JcaContentSignerBuilder(algorithm).build(pair.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }
}

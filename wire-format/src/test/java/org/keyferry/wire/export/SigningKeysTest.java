package org.keyferry.wire.export;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.wire.Sha256;

class SigningKeysTest {
  private static final SigningKeyId KEY_ID = new SigningKeyId("204", "v1");

  @TempDir Path folder;
  private Path privateFile;
  private Path publicFile;

  @BeforeEach
  void nameFiles() {
    privateFile = folder.resolve("private.pem");
    publicFile = folder.resolve("public.pem");
  }

  @Test
  void writtenPairSignsAndVerifies() throws Exception {
    var pair = SigningKeys.generate();
    SigningKeys.writePrivate(privateFile, pair.getPrivate());
    SigningKeys.writePublic(publicFile, pair.getPublic());
    byte[] digest = Sha256.bytesOf("sample".getBytes(US_ASCII));
    var ecdsa = Signature.getInstance("NONEwithECDSA");
    ecdsa.initVerify(SigningKeys.readPublic(publicFile));
    ecdsa.update(digest);
    assertThat(ecdsa.verify(PemSigner.read(KEY_ID, privateFile).sign(digest))).isTrue();
  }

  @Test
  void publicKeyOfASignerIsThatOfItsPair() throws Exception {
    var pair = SigningKeys.generate();
    SigningKeys.writePrivate(privateFile, pair.getPrivate());
    assertThat(PemSigner.read(KEY_ID, privateFile).publicKey().getEncoded())
        .isEqualTo(pair.getPublic().getEncoded());
  }

  @Test
  void signatureIsTheOneOfRfc6979() throws Exception {
    byte[] digest = Sha256.bytesOf("sample".getBytes(US_ASCII));
    assertThat(HexFormat.of().withUpperCase().formatHex(TestKey.FIRST.signer().sign(digest)))
        .isEqualTo(
            "3046022100EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716"
                + "022100F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8");
  }

  @Test
  void onlyTheOwnerMayReadAPrivateKey() throws IOException {
    SigningKeys.writePrivate(privateFile, SigningKeys.generate().getPrivate());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(privateFile)))
        .isEqualTo("rw-------");
  }

  @Test
  void fileThatIsThereIsNeverOverwritten() throws IOException {
    Files.writeString(privateFile, "a key");
    var key = SigningKeys.generate().getPrivate();
    assertThatThrownBy(() -> SigningKeys.writePrivate(privateFile, key))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(privateFile).hasContent("a key");
  }

  @Test
  void missingFileIsNamed() {
    assertUnusable("no such file");
  }

  @Test
  void folderIsNoKey() throws IOException {
    Files.createDirectory(privateFile);
    assertUnusable("a file that can't be read");
  }

  @Test
  void textIsNoKey() throws IOException {
    Files.writeString(privateFile, "my key");
    assertUnusable("no PEM");
  }

  @Test
  void hugeFileIsNoKey() throws IOException {
    Files.write(privateFile, new byte[70_000]);
    assertUnusable("more than 65536 bytes");
  }

  @Test
  void publicKeyIsNoPrivateKey() throws IOException {
    SigningKeys.writePublic(privateFile, SigningKeys.generate().getPublic());
    assertUnusable("something else in PEM");
  }

  @Test
  void keyOnAnotherCurveIsRefused() throws Exception {
    SigningKeys.writePrivate(
        privateFile, pair("EC", new ECGenParameterSpec("secp384r1")).getPrivate());
    assertUnusable("a key on the curve 1.3.132.0.34");
  }

  @Test
  void rsaKeyIsRefused() throws Exception {
    SigningKeys.writePrivate(privateFile, pair("RSA", null).getPrivate());
    assertUnusable("a key of the algorithm 1.2.840.113549.1.1.1");
  }

  @Test
  void brokenPemIsRefused() throws IOException {
    Files.writeString(
        privateFile, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assertUnusable("PEM that can't be decoded");
  }

  @Test
  void privateKeyIsNoPublicKey() throws IOException {
    SigningKeys.writePrivate(publicFile, SigningKeys.generate().getPrivate());
    assertThatThrownBy(() -> SigningKeys.readPublic(publicFile))
        .isInstanceOf(UnusableKeyFile.class)
        .hasMessage(
            "key in %s: expected a public key on P-256 in PEM (BEGIN PUBLIC KEY), got something"
                + " else in PEM",
            publicFile);
  }

  @Test
  void pointBesideTheCurveIsRefused() throws IOException {
    byte[] encoded = TestKey.FIRST.publicKey().getEncoded();
    encoded[encoded.length - 1] ^= 1;
    Files.writeString(
        publicFile,
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(encoded)));
    assertThatThrownBy(() -> SigningKeys.readPublic(publicFile))
        .isInstanceOf(UnusableKeyFile.class)
        .hasMessageContaining("a point that is not on the curve");
  }

  private static KeyPair pair(String algorithm, ECGenParameterSpec curve)
      throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(algorithm);
    if (curve != null) {
      generator.initialize(curve);
    }
    return generator.generateKeyPair();
  }

  private void assertUnusable(String actual) {
    assertThatThrownBy(() -> PemSigner.read(KEY_ID, privateFile))
        .isInstanceOf(UnusableKeyFile.class)
        .hasMessageStartingWith("key in " + privateFile + ": expected a private key on P-256")
        .hasMessageEndingWith("got " + actual);
  }
}

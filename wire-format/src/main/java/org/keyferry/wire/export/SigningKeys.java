package org.keyferry.wire.export;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.keyferry.wire.Problem;

/**
 * ECDSA keys on P-256 in PEM files: private ones as PKCS#8 ({@code BEGIN PRIVATE KEY}), public ones
 * as SubjectPublicKeyInfo ({@code BEGIN PUBLIC KEY}).
 */
public final class SigningKeys {
  static final String CURVE = "secp256r1";

  private static final int LARGEST_FILE = 64 * 1024;
  private static final String PUBLIC = "a public key on P-256 in PEM (BEGIN PUBLIC KEY)";

  private SigningKeys() {}

  /** A new pair. */
  public static KeyPair generate() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has EC keys on P-256", e);
    }
  }

  /**
   * Writes a private key to a new file that only its owner may read.
   *
   * @throws IOException if the file exists or can't be written
   */
  public static void writePrivate(Path file, PrivateKey key) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    write(
        file,
        "PRIVATE KEY",
        key.getEncoded(),
        posix ? new FileAttribute<?>[] {ownerOnly} : new FileAttribute<?>[0]);
  }

  /**
   * Writes a public key to a new file.
   *
   * @throws IOException if the file exists or can't be written
   */
  public static void writePublic(Path file, PublicKey key) throws IOException {
    write(file, "PUBLIC KEY", key.getEncoded());
  }

  private static void write(Path file, String type, byte[] encoded, FileAttribute<?>... attributes)
      throws IOException {
    var text = new StringWriter();
    try (var pem = new PemWriter(text)) {
      pem.writeObject(new PemObject(type, encoded));
    }
    // A file that is there may be the only copy of a key: never overwritten.
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, options, attributes)) {
      var bytes = StandardCharsets.US_ASCII.encode(text.toString());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /**
   * Reads a public key.
   *
   * @throws UnusableKeyFile if the file can't be read, or holds none on P-256
   */
  public static ECPublicKey readPublic(Path file) throws UnusableKeyFile {
    return publicKey(readText(file, PUBLIC), file.toString());
  }

  /**
   * Reads all public keys of a file.
   *
   * @return one at least, in the order of the file
   * @throws UnusableKeyFile if the file can't be read, or holds anything else
   */
  public static List<ECPublicKey> readAllPublic(Path file) throws UnusableKeyFile {
    var keys = new ArrayList<ECPublicKey>();
    for (Object found : parsePem(readText(file, PUBLIC), file.toString(), PUBLIC)) {
      keys.add(publicKey(found, file.toString()));
    }
    return List.copyOf(keys);
  }

  /**
   * Decodes a public key.
   *
   * @param pem SubjectPublicKeyInfo in PEM
   * @param where it comes from, for errors
   * @throws UnusableKeyFile if it is none on P-256
   */
  public static ECPublicKey publicKey(String pem, String where) throws UnusableKeyFile {
    return publicKey(parsePem(pem, where, PUBLIC).getFirst(), where);
  }

  private static ECPublicKey publicKey(Object found, String where) throws UnusableKeyFile {
    if (!(found instanceof SubjectPublicKeyInfo info)) {
      throw unusable(where, PUBLIC, "something else in PEM");
    }
    return onP256(info, where, PUBLIC);
  }

  /**
   * Makes sure of a public key that a module or a certificate gave.
   *
   * @param where it comes from, for errors
   * @throws UnusableKeyFile if it is not on P-256
   */
  public static ECPublicKey publicKey(PublicKey key, String where) throws UnusableKeyFile {
    return onP256(
        SubjectPublicKeyInfo.getInstance(key.getEncoded()), where, "a public key on P-256");
  }

  private static ECPublicKey onP256(SubjectPublicKeyInfo info, String where, String expected)
      throws UnusableKeyFile {
    requireP256(where, expected, info.getAlgorithm());
    try {
      // Bouncy Castle makes sure that the point lies on the curve.
      PublicKeyFactory.createKey(info);
      var encoded = new X509EncodedKeySpec(info.getEncoded());
      return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(encoded);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw unusable(where, expected, "a point that is not on the curve");
    }
  }

  static ECPrivateKeyParameters privateNumber(PrivateKeyInfo info, Path file)
      throws UnusableKeyFile {
    try {
      return (ECPrivateKeyParameters) PrivateKeyFactory.createKey(info);
    } catch (IOException | RuntimeException e) {
      // Without the cause: its text could hold parts of the key.
      throw unusable(file, "a private key on P-256", "a number that is no such key");
    }
  }

  static PrivateKeyInfo readPrivate(Path file) throws UnusableKeyFile {
    String expected =
        "a private key on P-256 in PEM, PKCS#8, not encrypted (BEGIN PRIVATE KEY; openssl pkcs8"
            + " -topk8 -nocrypt makes one of another form)";
    String where = file.toString();
    if (!(parsePem(readText(file, expected), where, expected).getFirst()
        instanceof PrivateKeyInfo info)) {
      throw unusable(file, expected, "something else in PEM");
    }
    requireP256(file, expected, info.getPrivateKeyAlgorithm());
    return info;
  }

  /** What is in the text, one thing at least. */
  private static List<Object> parsePem(String text, String where, String expected)
      throws UnusableKeyFile {
    try (var parser = new PEMParser(new StringReader(text))) {
      var all = new ArrayList<Object>();
      for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
        all.add(found);
      }
      if (all.isEmpty()) {
        throw unusable(where, expected, "no PEM");
      }
      return all;
    } catch (UnusableKeyFile e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw unusable(where, expected, "PEM that can't be decoded");
    }
  }

  private static String readText(Path file, String expected) throws UnusableKeyFile {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        throw unusable(file, expected, "more than " + LARGEST_FILE + " bytes");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (UnusableKeyFile e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw unusable(file, expected, "no such file");
    } catch (IOException e) {
      throw unusable(file, expected, "a file that can't be read");
    }
  }

  static void requireP256(Path file, String expected, AlgorithmIdentifier algorithm)
      throws UnusableKeyFile {
    requireP256(file.toString(), expected, algorithm);
  }

  private static void requireP256(String where, String expected, AlgorithmIdentifier algorithm)
      throws UnusableKeyFile {
    ASN1Encodable curve = algorithm.getParameters();
    boolean ec = algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey);
    if (!ec || !SECObjectIdentifiers.secp256r1.equals(curve)) {
      String actual =
          ec && curve instanceof ASN1ObjectIdentifier oid
              ? "a key on the curve " + oid.getId()
              : "a key of the algorithm " + algorithm.getAlgorithm().getId();
      throw unusable(where, expected, actual);
    }
  }

  static UnusableKeyFile unusable(Path file, String expected, String actual) {
    return unusable(file.toString(), expected, actual);
  }

  private static UnusableKeyFile unusable(String where, String expected, String actual) {
    return new UnusableKeyFile(new Problem("key", where, expected, actual));
  }
}

package org.keyferry.local.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.peer.DocumentKey;

/**
 * The private key of a document key in a PEM file, with the public one in another beside it.
 *
 * @param file of the private key, such as {@code private.pem}
 */
public record DocumentKeyFile(Path file) {
  /** What the file of the key is called that comes first. */
  public static final String PRIVATE = "private.pem";

  private static final SigningKeyId NAME = new SigningKeyId("peers", "document");

  /**
   * Where the public key is: {@code public.pem}, or {@code other.pub.pem} for {@code other.pem}.
   */
  public Path publicFile() {
    String name = file.getFileName().toString();
    if (name.equals(PRIVATE)) {
      return file.resolveSibling("public.pem");
    }
    String stem = name.endsWith(".pem") ? name.substring(0, name.length() - 4) : name;
    return file.resolveSibling(stem + ".pub.pem");
  }

  /**
   * Makes the key if there is none.
   *
   * @throws IOException if the files can't be written
   */
  public void ensure() throws IOException {
    if (!Files.exists(file)) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      SigningKeys.writePrivate(file, SigningKeys.generate().getPrivate());
    }
    if (!Files.exists(publicFile())) {
      SigningKeys.writePublic(publicFile(), signer().publicKey());
    }
  }

  /**
   * What signs with it.
   *
   * @throws IOException if the file can't be read, or holds no such key
   */
  public PemSigner signer() throws IOException {
    return PemSigner.read(NAME, file);
  }

  /** The public key. */
  public DocumentKey publicKey() throws IOException {
    return new DocumentKey(signer().publicKey());
  }
}

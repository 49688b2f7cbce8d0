package org.keyferry.wire.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;

/**
 * How the files in {@code peers/golden} were made, by running {@link #main} with that folder once.
 * They are never changed: a changed format is another version with files of its own. The key in
 * them is worth nothing outside of tests.
 */
final class PeersGolden {
  private static final String KEY = "private.pem";

  private PeersGolden() {}

  public static void main(String[] arguments) throws IOException {
    var folder = Files.createDirectories(Path.of(arguments[0]));
    SigningKeys.writePrivate(folder.resolve(KEY), SamplePeers.KEY.getPrivate());
    var document =
        SamplePeers.document(
            7, Optional.of(DocumentDigest.of(new byte[] {1})), SamplePeers.federation());
    byte[] payload = PeersWriting.document(document);
    Files.write(folder.resolve("document.json"), payload);
    Files.writeString(folder.resolve("document.jws"), PeersSignature.sign(payload, signer(folder)));
  }

  /** Whose signatures are the same whenever it signs. */
  static PemSigner signer(Path folder) throws IOException {
    return PemSigner.read(new SigningKeyId("peers", "golden"), folder.resolve(KEY));
  }

  static byte[] read(String name) {
    try (var input = PeersGolden.class.getResourceAsStream("/peers/golden/" + name)) {
      return input.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

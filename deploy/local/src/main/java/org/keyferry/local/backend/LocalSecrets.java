package org.keyferry.local.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.keyferry.local.authority.AuthorityProfile;
import org.keyferry.local.peers.DocumentKeyFile;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.key.Region;
import tools.jackson.databind.json.JsonMapper;

/** What a backend keeps secret, made up on the first start: keys, credentials, padding. */
final class LocalSecrets {
  private static final int PADDING_SECRET = 32;
  private static final int REVISION_KEY = 32;

  private LocalSecrets() {}

  /** Makes what is missing; never changes what is there. */
  static void ensure(DataDirectory data, Region region) {
    try {
      ensureKeyPair(data.signing());
      ensureKeyPair(data.reserveSigning());
      ensureKeyPair(data.authority());
      PrivateFiles.createDirectory(data.documentKey().getParent());
      new DocumentKeyFile(data.documentKey()).ensure();
      DevelopmentCertificate.ensure(data.federation(), "CN=localhost");
      DevelopmentCertificate.ensure(data.batchSigning(), "CN=batches,C=" + region);
      DevelopmentTimeStamps.ensure(data.timeStamps());
      LocalAuthorities.ensureConfiguration(data);
      ensureAuthority(data.authority().resolve(AuthorityProfile.FILE));
      ensurePaddingSecret(data.paddingSecret());
      ensureRevisionKey(data.revisionKey());
      StoreCredentials.ensure(data.storeCredentials());
    } catch (IOException e) {
      throw new UncheckedIOException("could not make keys in " + data.root(), e);
    }
  }

  private static void ensureKeyPair(Path directory) throws IOException {
    PrivateFiles.createDirectory(directory);
    Path privateKey = directory.resolve("private.pem");
    Path publicKey = directory.resolve("public.pem");
    // The private key comes last: a pair that was half written is made anew.
    if (!Files.exists(privateKey)) {
      Files.deleteIfExists(publicKey);
      var pair = SigningKeys.generate();
      SigningKeys.writePublic(publicKey, pair.getPublic());
      SigningKeys.writePrivate(privateKey, pair.getPrivate());
    }
  }

  private static void ensureAuthority(Path file) throws IOException {
    if (!Files.exists(file)) {
      String profile =
          JsonMapper.shared()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(AuthorityProfile.DEVELOPMENT);
      PrivateFiles.write(file, profile + "\n");
    }
  }

  private static void ensureRevisionKey(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] key = new byte[REVISION_KEY];
      new SecureRandom().nextBytes(key);
      PrivateFiles.write(file, key);
    }
  }

  private static void ensurePaddingSecret(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] secret = new byte[PADDING_SECRET];
      new SecureRandom().nextBytes(secret);
      PrivateFiles.write(file, HexFormat.of().formatHex(secret) + "\n");
    }
  }
}

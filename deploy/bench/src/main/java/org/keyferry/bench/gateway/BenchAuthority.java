package org.keyferry.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keyferry.local.authority.AuthorityProfile;
import org.keyferry.local.authority.DevelopmentAuthority;
import org.keyferry.wire.export.SigningKeys;
import tools.jackson.databind.json.JsonMapper;

/**
 * A health authority made up for one run.
 *
 * @param signer signs certificates
 * @param publicKey what they verify with
 * @param publicKeyFile the same, for the gateway
 * @param revisionKeyFile what revision tokens are sealed with
 */
record BenchAuthority(
    DevelopmentAuthority signer, PublicKey publicKey, Path publicKeyFile, Path revisionKeyFile) {
  private static final int REVISION_KEY = 32;

  /** Makes its keys in the directory. */
  static BenchAuthority in(Path directory) throws IOException {
    Files.createDirectories(directory);
    var pair = SigningKeys.generate();
    Path publicKeyFile = directory.resolve("public.pem");
    SigningKeys.writePublic(publicKeyFile, pair.getPublic());
    SigningKeys.writePrivate(directory.resolve("private.pem"), pair.getPrivate());
    Files.writeString(
        directory.resolve(AuthorityProfile.FILE),
        JsonMapper.shared().writeValueAsString(AuthorityProfile.DEVELOPMENT));
    Path revisionKeyFile = directory.resolve("revision.key");
    byte[] revisionKey = new byte[REVISION_KEY];
    new SecureRandom().nextBytes(revisionKey);
    Files.write(revisionKeyFile, revisionKey);
    return new BenchAuthority(
        DevelopmentAuthority.read(directory), pair.getPublic(), publicKeyFile, revisionKeyFile);
  }

  /** What a gateway that trusts it is started with. */
  Map<String, String> gatewaySettings() {
    String authority = "keyferry.gateway.health-authorities[0].";
    var profile = AuthorityProfile.DEVELOPMENT;
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("keyferry.gateway.home-region", "NL");
    settings.put(authority + "id", profile.id());
    settings.put(authority + "issuer", profile.issuer());
    settings.put(authority + "audience", profile.audience());
    settings.put(authority + "keys[0].id", profile.kid());
    settings.put(authority + "keys[0].public-key-file", publicKeyFile.toString());
    settings.put("keyferry.gateway.revision-keys[0].id", "1");
    settings.put("keyferry.gateway.revision-keys[0].file", revisionKeyFile.toString());
    return settings;
  }
}

package org.keyferry.exporter.sign;

import java.io.IOException;
import java.security.interfaces.ECPublicKey;
import java.time.InstantSource;
import java.util.Base64;
import org.keyferry.exporter.settings.TransitService;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.KeySigner;
import org.keyferry.wire.export.SigningFailed;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.export.UnusableKeyFile;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Signs with a key that never leaves a key management service, in the HTTP API of Vault's transit
 * engine. Its signatures are random. For any number of threads.
 *
 * <p>in: {@code POST MOUNT/sign/NAME} with the digest; out: {@code vault:vN:BASE64 of DER}
 */
final class TransitSigner implements KeySigner {
  private final SigningKeyId keyId;
  private final TransitService service;
  private final TransitApi api;
  private final ECPublicKey publicKey;

  private TransitSigner(
      SigningKeyId keyId, TransitService service, TransitApi api, ECPublicKey publicKey) {
    this.keyId = keyId;
    this.service = service;
    this.api = api;
    this.publicKey = publicKey;
  }

  /** A key whose public half is known; the service is not asked for anything yet. */
  static TransitSigner of(
      SigningKeyId keyId, TransitService service, ECPublicKey publicKey, InstantSource clock) {
    return new TransitSigner(keyId, service, new TransitApi(service, clock), publicKey);
  }

  /**
   * Asks the service for the public key.
   *
   * @throws UnusableKeyFile if the service has no such version of the key, or it is not on P-256
   * @throws IOException if the service does not answer, or refuses
   */
  static TransitSigner open(SigningKeyId keyId, TransitService service, InstantSource clock)
      throws IOException {
    var api = new TransitApi(service, clock);
    return new TransitSigner(keyId, service, api, publicKey(api, service));
  }

  private static ECPublicKey publicKey(TransitApi api, TransitService service) throws IOException {
    String path = service.mount() + "/keys/" + service.keyName();
    var version = api.get(path).path("keys").path(service.keyVersion().toString());
    String where = service.endpoint() + " at " + path + ", version " + service.keyVersion();
    return SigningKeys.publicKey(version.path("public_key").asString(""), where);
  }

  @Override
  public SigningKeyId keyId() {
    return keyId;
  }

  @Override
  public ECPublicKey publicKey() {
    return publicKey;
  }

  @Override
  public byte[] sign(byte[] sha256) throws IOException {
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("input", Base64.getEncoder().encodeToString(sha256))
            .put("prehashed", true)
            .put("hash_algorithm", "sha2-256")
            .put("marshaling_algorithm", "asn1")
            .put("key_version", service.keyVersion());
    String path = service.mount() + "/sign/" + service.keyName();
    String signature = api.post(path, body).path("signature").asString("");
    String prefix = "vault:v" + service.keyVersion() + ":";
    try {
      if (signature.startsWith(prefix)) {
        return Base64.getDecoder().decode(signature.substring(prefix.length()));
      }
    } catch (IllegalArgumentException e) {
      // Not Base64: told below like any other form.
      throw unexpected(path, prefix);
    }
    throw unexpected(path, prefix);
  }

  private SigningFailed unexpected(String path, String prefix) {
    return new SigningFailed(
        new Problem(
            "signature",
            service.endpoint() + " to " + path,
            prefix + " and Base64",
            "another form or version"));
  }

  /** Never shows the token. */
  @Override
  public String toString() {
    return "TransitSigner[" + keyId + "]";
  }
}

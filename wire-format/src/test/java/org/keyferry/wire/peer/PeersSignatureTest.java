package org.keyferry.wire.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.keyferry.wire.peer.SamplePeers.KEY;
import static org.keyferry.wire.peer.SamplePeers.key;

import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.export.SigningKeys;

/** Against another library than the one that signs and verifies. */
class PeersSignatureTest {
  private static final byte[] PAYLOAD = "{\"version\": 1}".getBytes(UTF_8);

  @Test
  void otherLibraryVerifiesWhatWeSign() throws JoseException {
    var other = new JsonWebSignature();
    other.setCompactSerialization(SamplePeers.signed(PAYLOAD, KEY));
    other.setKey(KEY.getPublic());

    assertThat(other.verifySignature()).isTrue();
    assertThat(other.getPayloadBytes()).isEqualTo(PAYLOAD);
    assertThat(other.getKeyIdHeaderValue())
        .isEqualTo(
            PublicJsonWebKey.Factory.newPublicJwk(KEY.getPublic())
                .calculateBase64urlEncodedThumbprint("SHA-256"));
    assertThat(other.getHeader("typ")).isEqualTo("keyferry-peers+jws");
  }

  @Test
  void whatTheOtherLibrarySignsIsOpened() throws Exception {
    var opened = PeersSignature.open(foreign().signed(KEY.getPrivate()), List.of(key(KEY)));

    assertThat(opened.payload().toByteArray()).isEqualTo(PAYLOAD);
    assertThat(opened.key()).isEqualTo(key(KEY));
  }

  @Test
  void anyOfSeveralKeysMaySign() throws Exception {
    KeyPair other = SigningKeys.generate();

    assertThat(
            PeersSignature.open(foreign().signed(KEY.getPrivate()), List.of(key(other), key(KEY)))
                .key())
        .isEqualTo(key(KEY));
  }

  @Test
  void unsignedIsRefused() throws JoseException {
    String unsigned = foreign().algorithm(AlgorithmIdentifiers.NONE).signed(null);

    assertRefused(unsigned, PeersRefusal.UNSIGNED);
  }

  @Test
  void otherAlgorithmIsRefusedAlthoughTheSignatureIsRight() throws Exception {
    // A public key that is taken for a secret is the classic mistake.
    var secret = new HmacKey(KEY.getPublic().getEncoded());
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(384);
    var p384 = generator.generateKeyPair();

    assertRefused(
        foreign().algorithm(AlgorithmIdentifiers.HMAC_SHA256).signed(secret),
        PeersRefusal.OTHER_ALGORITHM);
    assertRefused(
        foreign()
            .algorithm(AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384)
            .signed(p384.getPrivate()),
        PeersRefusal.OTHER_ALGORITHM);
  }

  @Test
  void strangerIsRefusedAlsoWithItsOwnKeyInTheHeader() throws JoseException {
    KeyPair stranger = SigningKeys.generate();
    var jwk = PublicJsonWebKey.Factory.newPublicJwk(stranger.getPublic());

    assertRefused(
        foreign().header("kid", key(stranger).id()).jwk(jwk).signed(stranger.getPrivate()),
        PeersRefusal.STRANGER);
    assertRefused(foreign().header("kid", null).signed(KEY.getPrivate()), PeersRefusal.STRANGER);
  }

  @Test
  void strangerWhoNamesAKeyOfOursIsRefused() throws JoseException {
    KeyPair stranger = SigningKeys.generate();

    assertRefused(foreign().signed(stranger.getPrivate()), PeersRefusal.WRONG_SIGNATURE);
  }

  @Test
  void changedPayloadIsRefused() throws JoseException {
    String[] parts = foreign().signed(KEY.getPrivate()).split("\\.");
    String other =
        Base64.getUrlEncoder().withoutPadding().encodeToString("{\"version\": 2}".getBytes(UTF_8));

    assertRefused(parts[0] + "." + other + "." + parts[2], PeersRefusal.WRONG_SIGNATURE);
  }

  @Test
  void unknownCriticalExtensionIsRefused() throws JoseException {
    assertRefused(
        foreign().critical("exp").signed(KEY.getPrivate()), PeersRefusal.UNKNOWN_CRITICAL);
  }

  @Test
  void otherTypeIsRefused() throws JoseException {
    assertRefused(foreign().header("typ", "JWT").signed(KEY.getPrivate()), PeersRefusal.OTHER_TYPE);
    assertRefused(foreign().header("typ", null).signed(KEY.getPrivate()), PeersRefusal.OTHER_TYPE);
  }

  @Test
  void whatIsNoJwsIsRefused() {
    assertRefused("", PeersRefusal.UNREADABLE);
    assertRefused("{}", PeersRefusal.UNREADABLE);
    assertRefused("a.b.c", PeersRefusal.UNREADABLE);
    assertRefused("a.b.c.d.e", PeersRefusal.UNREADABLE);
    assertRefused("x".repeat(PeersSignature.LONGEST + 1), PeersRefusal.TOO_LARGE);
  }

  private static void assertRefused(String jws, PeersRefusal reason) {
    var refused =
        catchThrowableOfType(PeersRefused.class, () -> PeersSignature.open(jws, List.of(key(KEY))));

    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.problem().expected()).isNotEmpty();
  }

  private static Foreign foreign() {
    return new Foreign()
        .algorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
        .header("kid", key(KEY).id())
        .header("typ", "keyferry-peers+jws");
  }

  /** A document by the other library. */
  private static final class Foreign {
    private final JsonWebSignature jws = new JsonWebSignature();

    Foreign() {
      jws.setPayloadBytes(PAYLOAD);
      jws.setDoKeyValidation(false);
      jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
    }

    Foreign algorithm(String name) {
      jws.setAlgorithmHeaderValue(name);
      return this;
    }

    Foreign header(String name, String value) {
      jws.setHeader(name, value);
      return this;
    }

    Foreign jwk(PublicJsonWebKey key) {
      jws.setJwkHeader(key);
      return this;
    }

    Foreign critical(String name) {
      jws.setCriticalHeaderNames(name);
      jws.setHeader(name, 1L);
      return this;
    }

    String signed(Key key) throws JoseException {
      jws.setKey(key);
      return jws.getCompactSerialization();
    }
  }
}

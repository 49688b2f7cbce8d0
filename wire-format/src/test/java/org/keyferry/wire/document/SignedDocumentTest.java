package org.keyferry.wire.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.Map;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;

@Tag("D24")
class SignedDocumentTest {
  private static final SigningKeyId ID = new SigningKeyId("204", "v1");
  private static final byte[] PAYLOAD = "{\"version\":1}".getBytes(UTF_8);

  @TempDir Path directory;
  private final KeyPair pair = SigningKeys.generate();
  private String jws;

  @BeforeEach
  void sign() throws IOException {
    Path file = directory.resolve("key.pem");
    SigningKeys.writePrivate(file, pair.getPrivate());
    jws = SignedDocument.sign(PAYLOAD, DocumentType.BATCH_LIST, PemSigner.read(ID, file));
  }

  private Map<SigningKeyId, ECPublicKey> keys() {
    return Map.of(ID, (ECPublicKey) pair.getPublic());
  }

  @Test
  void whatWasSignedIsOpened() throws MalformedDocument {
    var opened = SignedDocument.open(jws, DocumentType.BATCH_LIST, keys());

    assertThat(opened.payload().toByteArray()).isEqualTo(PAYLOAD);
    assertThat(opened.keyId()).isEqualTo(ID);
  }

  @Test
  void otherLibraryVerifiesIt() throws JoseException {
    var other = new JsonWebSignature();
    other.setCompactSerialization(jws);
    other.setKey(pair.getPublic());

    assertThat(other.verifySignature()).isTrue();
    assertThat(other.getKeyIdHeaderValue()).isEqualTo("204-v1");
    assertThat(other.getHeader("typ")).isEqualTo("keyferry-batch-list");
  }

  @Test
  void documentOfAnotherTypeIsRefused() {
    assertThatThrownBy(() -> SignedDocument.open(jws, DocumentType.BATCH_DAY, keys()))
        .isInstanceOf(MalformedDocument.class)
        .hasMessageContaining("typ");
  }

  @Test
  void keyThatIsNotKnownIsRefused() {
    var others = Map.of(new SigningKeyId("204", "v2"), (ECPublicKey) pair.getPublic());

    assertThatThrownBy(() -> SignedDocument.open(jws, DocumentType.BATCH_LIST, others))
        .isInstanceOf(UntrustedDocument.class)
        .hasMessageContaining("kid");
  }

  @Test
  void signatureOfAnotherKeyIsRefused() {
    var others = Map.of(ID, (ECPublicKey) SigningKeys.generate().getPublic());

    assertThatThrownBy(() -> SignedDocument.open(jws, DocumentType.BATCH_LIST, others))
        .isInstanceOf(UntrustedDocument.class)
        .hasMessageContaining("signature");
  }

  @Test
  void changedPayloadIsRefused() {
    String[] parts = jws.split("\\.");
    String other =
        Base64.getUrlEncoder().withoutPadding().encodeToString("{\"version\":2}".getBytes(UTF_8));

    assertThatThrownBy(
            () ->
                SignedDocument.open(
                    parts[0] + "." + other + "." + parts[2], DocumentType.BATCH_LIST, keys()))
        .isInstanceOf(UntrustedDocument.class);
  }

  @Test
  void textWithoutASignatureIsRefused() {
    String none =
        Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"keyferry-batch-list\"}".getBytes(UTF_8))
            + "."
            + jws.split("\\.")[1]
            + ".";

    assertThatThrownBy(() -> SignedDocument.open(none, DocumentType.BATCH_LIST, keys()))
        .isInstanceOf(MalformedDocument.class)
        .hasMessageContaining("alg");
    assertThatThrownBy(() -> SignedDocument.open("x", DocumentType.BATCH_LIST, keys()))
        .isInstanceOf(MalformedDocument.class);
  }
}

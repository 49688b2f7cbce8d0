package org.keyferry.wire.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.key.Region;

class PeersGoldenTest {
  private final byte[] payload = PeersGolden.read("document.json");
  private final String jws = new String(PeersGolden.read("document.jws"), US_ASCII);
  private PemSigner signer;

  @BeforeEach
  void readKey() throws Exception {
    signer =
        PeersGolden.signer(
            Path.of(PeersGolden.class.getResource("/peers/golden/private.pem").toURI())
                .getParent());
  }

  @Test
  void documentOfThePastIsReadAndWrittenAsItWas() {
    PeersDocument document = SamplePeers.READING.document(payload);

    assertThat(document.version()).isEqualTo(7);
    assertThat(document.peers())
        .extracting(peer -> peer.id().value())
        .containsExactly("be.example", "efgs", "interop");
    assertThat(PeersWriting.document(document)).isEqualTo(payload);
  }

  @Test
  void signatureOfThePastIsVerifiedAndMadeAgain() throws Exception {
    var key = new DocumentKey(signer.publicKey());

    assertThat(PeersSignature.open(jws, List.of(key)).payload().toByteArray()).isEqualTo(payload);
    assertThat(PeersSignature.sign(payload, signer)).isEqualTo(jws);
  }

  @Test
  void chainOfThePastIsTaken() throws PeersRefused {
    var trust =
        new PeersTrust(
            List.of(new DocumentKey(signer.publicKey())),
            7,
            Optional.of(new Region("NL")),
            SamplePeers.URLS);

    assertThat(PeersChain.from(trust).next(jws, SamplePeers.NOW).version()).isEqualTo(7);
  }

  @Test
  void otherLibraryVerifiesIt() throws JoseException, IOException {
    var other = new JsonWebSignature();
    other.setCompactSerialization(jws);
    other.setKey(signer.publicKey());

    assertThat(other.verifySignature()).isTrue();
    assertThat(other.getPayloadBytes()).isEqualTo(payload);
  }
}

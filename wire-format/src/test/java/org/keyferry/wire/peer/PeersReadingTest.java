package org.keyferry.wire.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyferry.wire.peer.SamplePeers.READING;
import static org.keyferry.wire.peer.SamplePeers.at;
import static org.keyferry.wire.peer.SamplePeers.bytes;
import static org.keyferry.wire.peer.SamplePeers.tree;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyferry.wire.key.Region;
import tools.jackson.databind.node.ObjectNode;

class PeersReadingTest {
  private static final String BE = "/peers/0";
  private static final String EFGS = "/peers/1";
  private static final String INTEROP = "/peers/2";

  @Test
  void peerIsWhatTheDocumentSaysAndDefaultsFill() {
    Peer be = SamplePeers.federation().peer(new PeerId("be.example")).orElseThrow();

    assertThat(be.kind()).isEqualTo(PeerKind.BACKEND);
    assertThat(be.region()).contains(new Region("BE"));
    assertThat(be.origins()).containsExactly(new Region("BE"));
    assertThat(be.originProof()).isEqualTo(OriginProof.REQUIRED);
    assertThat(be.pulls())
        .containsExactly(
            new PullEndpoint(
                PullFormat.FEED, URI.create("https://be.example:8443/v1/"), Optional.empty()));
    assertThat(be.certificates().clients())
        .containsExactly(CertificatePin.of(new Thumbprint(SamplePeers.PIN)));
    assertThat(be.certificates().names()).containsExactly(new DnsName("be.eu.example"));
    assertThat(be.reads()).containsExactly(new FeedName("to-BE"));
    assertThat(be.validity()).isEqualTo(Validity.ALWAYS);
  }

  @Test
  void hubIsWhatTheDocumentSays() {
    Peer hub = SamplePeers.federation().peer(new PeerId("efgs")).orElseThrow();

    assertThat(hub.region()).isEmpty();
    assertThat(hub.origins()).isEqualTo(Set.of(new Region("DE"), new Region("FR")));
    assertThat(hub.pushes())
        .containsExactly(
            new PushEndpoint(
                PushFormat.EFGS,
                URI.create("https://efgs.example/diagnosiskeys/"),
                new FeedName("hub-efgs")));
    assertThat(hub.isActive(SamplePeers.NOW)).isTrue();
    assertThat(hub.isActive(hub.validity().thru().orElseThrow())).isFalse();
  }

  @Test
  void writingIsReadBackAsItWas() {
    var document =
        SamplePeers.document(
            2, Optional.of(DocumentDigest.of(new byte[1])), SamplePeers.federation());

    assertThat(READING.document(PeersWriting.document(document))).isEqualTo(document);
    assertThat(READING.document(PeersWriting.indented(document))).isEqualTo(document);
    assertThat(READING.federation(PeersWriting.indented(document.federation())))
        .isEqualTo(document.federation());
  }

  @Test
  void sameDocumentIsTheSameBytes() {
    var document = SamplePeers.document(1, Optional.empty(), SamplePeers.federation());
    byte[] once = PeersWriting.document(document);

    assertThat(PeersWriting.document(READING.document(once))).isEqualTo(once);
  }

  @Tag("V08")
  @Test
  void peersOfOneVendorBeginInTheLaterPhase() {
    var tree = tree();
    at(tree, EFGS).put("phase", "none");
    var peers = READING.federation(bytes(tree)).peers();

    assertThat(peers.getFirst().phase()).isEqualTo(Phase.TWO);
    at(tree, BE).put("vendor", "other");
    assertThat(READING.federation(bytes(tree)).peers().getFirst().phase()).isEqualTo(Phase.ONE);
    assertThat(peers.get(1).phase()).isEqualTo(Phase.NONE);
  }

  static Stream<Arguments> defects() {
    return Stream.of(
        defect(t -> t.remove("home"), "home in the peers document: expected an object"),
        defect(t -> t.put("extra", 1), "extra in the peers document: expected no member but those"),
        defect(t -> at(t, BE).put("limit", 5), "peers[0].limit in"),
        defect(t -> at(t, BE).put("id", "-"), "peers[].id in"),
        defect(t -> at(t, BE).put("id", 7), "peers[0].id in the peers document: expected text"),
        defect(
            t -> at(t, BE).remove("id"), "peers[0].id in the peers document: expected text, got"),
        defect(
            t -> at(t, BE).put("kind", "server"),
            "peers[0].kind in the peers document: expected" + " one of backend, hub, got server"),
        defect(t -> at(t, BE).remove("region"), "peers[be.example].region in"),
        defect(t -> at(t, EFGS).put("region", "DE"), "peers[efgs].region in"),
        defect(t -> at(t, BE).put("vendor", "a b"), "peers[be.example].vendor in"),
        defect(t -> at(t, BE).remove("vendor"), "peers[0].vendor in"),
        defect(t -> at(t, BE).put("phase", "III"), "peers[0].phase in"),
        defect(t -> at(t, EFGS).remove("origins"), "peers[efgs].origins in"),
        defect(t -> at(t, EFGS).putArray("origins").add("NL"), "peers[efgs].origins in"),
        defect(t -> at(t, BE).putArray("origins").add("FR"), "peers[be.example].origins in"),
        defect(
            t -> at(t, BE).put("origins", "BE"),
            "peers[0].origins in the peers document:" + " expected an array"),
        defect(
            t -> at(t, BE + "/pulls/0").put("url", "http://be.example/"), "peers[0].pulls[0].url"),
        defect(t -> at(t, BE + "/pulls/0").put("format", "csv"), "peers[0].pulls[0].format in"),
        defect(t -> at(t, BE + "/certificates/clients/0").put("sha256", "AB"), "thumbprint"),
        defect(t -> at(t, BE).putArray("signingKeys"), "peers[be.example].signingKeys in"),
        defect(
            t -> at(t, BE + "/signingKeys/0").put("publicKey", "AAAA"),
            "peers[0].signingKeys[0].publicKey in"),
        defect(t -> at(t, BE + "/signingKeys/0").put("id", "a b"), "peers[0].signingKeys[0].id in"),
        defect(t -> at(t, EFGS).remove("certificates"), "peers[efgs].certificates.batchSigners in"),
        defect(t -> at(t, EFGS).put("validThru", "2026-11-01T00:00:00Z"), "validThru in"),
        defect(t -> at(t, EFGS).put("validThru", "soon"), "peers[1].validThru in"),
        defect(
            t -> at(t, INTEROP).remove("originProof"),
            "peers[interop].originProof in the peers"
                + " document: expected none, said on purpose"),
        defect(
            t -> {
              at(t, INTEROP).remove("originProof");
              at(t, INTEROP + "/pulls/0").put("format", "ens-grpc");
              at(t, INTEROP + "/pulls/0").put("url", "https://ens.example.us/");
            },
            "peers[interop].originProof in the peers document: expected none, said on purpose, as"
                + " ens-grpc has no signature"),
        defect(
            t -> at(t, INTEROP + "/pulls/0").put("format", "ens-grpc").put("url", "https://a.b/c/"),
            "peers[2].pulls[0].url in the peers document: expected a URL without a path"),
        defect(t -> at(t, INTEROP).put("id", "efgs"), "peers[].id in"),
        defect(t -> at(t, BE).put("jwks", "https://10.0.0.1/keys"), "peers[0].jwks in"),
        defect(t -> at(t, BE).putArray("reads").add("to BE"), "name of a feed in"),
        defect(t -> t.putArray("documentKeys"), "documentKeys in"),
        defect(t -> t.putArray("revoked").add("x"), "thumbprint of a certificate in"),
        defect(
            t -> at(t, "/trustRoots/0").put("certificate", "AAAA"),
            "trustRoots[0].certificate in"));
  }

  private static Arguments defect(Consumer<ObjectNode> edit, String expected) {
    return Arguments.of(edit, expected);
  }

  @ParameterizedTest
  @MethodSource("defects")
  void defectIsRefusedWithItsPlace(Consumer<ObjectNode> edit, String expected) {
    var tree = tree();
    edit.accept(tree);

    assertThatThrownBy(() -> READING.federation(bytes(tree)))
        .isInstanceOf(InvalidPeers.class)
        .hasMessageStartingWith(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "{", "{} {}", "{\"home\": {}, \"home\": {}}", "null"})
  void whatIsNoObjectIsRefused(String json) {
    assertThatThrownBy(() -> READING.federation(json.getBytes(UTF_8)))
        .isInstanceOf(InvalidPeers.class)
        .hasMessageStartingWith("JSON in the peers document: expected");
  }

  @Test
  void whatIsWrongIsToldByItsPlaceAndWhatWouldBeRight() {
    assertThatThrownBy(() -> READING.federation("{\n  \"home\": {".getBytes(UTF_8)))
        .hasMessageContaining("got line 2, column 12: Unexpected end-of-input")
        .hasMessageNotContaining("Source");
    var tree = tree();
    tree.put("peer", 1);
    assertThatThrownBy(() -> READING.federation(bytes(tree)))
        .hasMessageContaining("clusters, documentKeys, home, peers, revoked, trustRoots");
  }

  @Tag("V42")
  @ParameterizedTest
  @ValueSource(strings = {"a2a", "A2A", "keys", "exposed", "meta"})
  void wordsOfPathsAreNoRegions(String word) {
    var tree = tree();
    at(tree, BE).put("region", word);

    assertThatThrownBy(() -> READING.federation(bytes(tree)))
        .isInstanceOf(InvalidPeers.class)
        .hasMessageContaining("none of the words a2a, exposed, keys, meta");
  }
}

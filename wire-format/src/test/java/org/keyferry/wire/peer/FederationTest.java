package org.keyferry.wire.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyferry.wire.peer.SamplePeers.READING;
import static org.keyferry.wire.peer.SamplePeers.at;
import static org.keyferry.wire.peer.SamplePeers.bytes;
import static org.keyferry.wire.peer.SamplePeers.tree;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class FederationTest {

  @Tag("V12")
  @Tag("V15")
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // home, peer, what the cluster wishes, expected
        "EU, EU, -, all-to-all",
        "EU, EU, partial, partial",
        "EU, AF, -, partial",
        "EU, AF, all-to-all, partial",
        "EU, -, -, partial",
        "-, EU, -, partial",
        "-, -, -, partial"
      })
  void replicationFollowsFromClusters(String home, String peer, String wish, String expected) {
    var tree = tree();
    at(tree, "/peers/0/certificates").remove("names");
    put(at(tree, "/home"), "cluster", home);
    put(at(tree, "/peers/0"), "cluster", peer);
    put(at(tree, "/clusters/0"), "replication", wish);
    var federation = READING.federation(bytes(tree));

    assertThat(federation.replication(federation.peers().getFirst()).word()).isEqualTo(expected);
  }

  @Tag("V06")
  @Test
  void enterprisesReplicateAllToAllUnlessTheyWishOtherwise() {
    var tree = tree();
    at(tree, "/clusters/0").put("kind", "enterprise");
    ((ArrayNode) tree.get("clusters")).remove(1);
    var federation = READING.federation(bytes(tree));
    at(tree, "/clusters/0").put("replication", "partial");
    var partial = READING.federation(bytes(tree));

    assertThat(federation.replication(federation.peers().getFirst()))
        .isEqualTo(ReplicationType.ALL_TO_ALL);
    assertThat(partial.replication(partial.peers().getFirst())).isEqualTo(ReplicationType.PARTIAL);
  }

  @Tag("V43")
  @Test
  void endpointSaysOtherwise() {
    var tree = tree();
    at(tree, "/peers/0/pulls/0").put("replication", "partial");
    var federation = READING.federation(bytes(tree));
    Peer be = federation.peers().getFirst();

    assertThat(federation.replication(be, be.pulls().getFirst()))
        .isEqualTo(ReplicationType.PARTIAL);
    assertThat(federation.replication(be)).isEqualTo(ReplicationType.ALL_TO_ALL);
  }

  @Tag("V09")
  @Test
  void regionInASecondClusterIsRefused() {
    var tree = tree();
    var second = secondBackend(tree, "BE");
    second.put("cluster", "AF");

    assertThatThrownBy(() -> READING.federation(bytes(tree)))
        .isInstanceOf(InvalidPeers.class)
        .hasMessage(
            "peers[be2.example].cluster in the peers document: expected that of BE by peer"
                + " be.example: a region is in one cluster at most, got AF");
  }

  @Tag("V09")
  @Test
  void homeRegionIsNoPeersAndOneClusterHasARegionTwice() {
    var tree = tree();
    secondBackend(tree, "BE");

    assertThat(READING.federation(bytes(tree)).peers()).hasSize(4);
    at(tree, "/home").put("region", "BE");
    assertThatThrownBy(() -> READING.federation(bytes(tree)))
        .hasMessageStartingWith("peers[be.example].origins in");
  }

  @Tag("V28")
  @Test
  void oneUrlForTwoRegionsIsRefusedHoweverItIsWritten() {
    var tree = tree();
    var second = secondBackend(tree, "LU");
    at(second, "/pulls/0").put("url", "HTTPS://BE.Example:8443/v1/");

    assertThatThrownBy(() -> READING.federation(bytes(tree)))
        .isInstanceOf(InvalidPeers.class)
        .hasMessageStartingWith(
            "peers[be2.example].pulls[].url in the peers document: expected a URL of no other peer"
                + " or pull, got https://be.example:8443/v1/, which be.example has");
  }

  @Test
  void certificateOfTwoPeersIsRefused() {
    var tree = tree();
    var second = secondBackend(tree, "LU");
    second.set("certificates", at(tree, "/peers/0/certificates").deepCopy());
    at(second, "/certificates").remove("names");

    assertThatThrownBy(() -> READING.federation(bytes(tree)))
        .hasMessageStartingWith("peers[be2.example].certificates.clients in");
  }

  @Test
  void nameOutsideOfTheClustersDomainIsRefused() {
    var tree = tree();
    at(tree, "/peers/0/certificates").putArray("names").add("be.af.example");

    assertThatThrownBy(() -> READING.federation(bytes(tree)))
        .hasMessageContaining("a name in eu.example, the domain of its cluster");
  }

  @Test
  void domainsOfClustersDoNotOverlap() {
    var tree = tree();
    at(tree, "/clusters/1").put("domain", "af.eu.example");

    assertThatThrownBy(() -> READING.federation(bytes(tree)))
        .hasMessageStartingWith("clusters[AF].domain in");
  }

  @Tag("V06")
  @Test
  void enterpriseHasATrustRootOfItsOwn() {
    var tree = tree();
    at(tree, "/clusters/1").put("kind", "enterprise");

    assertThatThrownBy(() -> READING.federation(bytes(tree)))
        .hasMessageStartingWith(
            "clusters[AF].trustRoot in the peers document: expected a root of its" + " own");
    at(tree, "/clusters/1").remove("trustRoot");
    at(tree, "/clusters/1").remove("domain");
    assertThatThrownBy(() -> READING.federation(bytes(tree)))
        .hasMessageStartingWith("clusters[AF].trustRoot in");
  }

  @Test
  void clusterThatIsNotThereIsRefused() {
    var tree = tree();
    at(tree, "/peers/1").put("cluster", "XX");

    assertThatThrownBy(() -> READING.federation(bytes(tree)))
        .hasMessageStartingWith("peers[efgs].cluster in the peers document: expected an id of");
  }

  @Tag("V21")
  @Test
  void aThousandPeersFitIntoOneDocument() throws PeersRefused {
    var tree = tree();
    var peers = (ArrayNode) tree.get("peers");
    ObjectNode first = at(tree, "/peers/0").deepCopy();
    while (peers.size() < FederationRules.MOST_PEERS) {
      String id = "region-" + peers.size();
      ObjectNode next = first.deepCopy();
      next.put("id", id).put("region", region(peers.size()));
      at(next, "/pulls/0").put("url", "https://federation." + id + ".example:8443/v1/");
      next.putObject("certificates")
          .putArray("clients")
          .addObject()
          .put("sha256", DocumentDigest.of(id.getBytes(UTF_8)).hex());
      peers.add(next);
    }
    var document = SamplePeers.document(1, Optional.empty(), READING.federation(bytes(tree)));
    var trust = PeersTrust.of(SamplePeers.URLS, SamplePeers.key(SamplePeers.KEY));

    assertThat(
            PeersChain.from(trust)
                .next(SamplePeers.signed(document, SamplePeers.KEY), SamplePeers.NOW)
                .last()
                .orElseThrow()
                .document())
        .isEqualTo(document);
  }

  /** A code for each number below 1000. */
  private static String region(int number) {
    return "X" + (char) ('A' + number / 100) + "-" + number % 100;
  }

  private static ObjectNode secondBackend(ObjectNode tree, String region) {
    ObjectNode second = at(tree, "/peers/0").deepCopy();
    second.put("id", "be2.example").put("region", region).remove("certificates");
    at(second, "/pulls/0").put("url", "https://second.example/v1/");
    ((ArrayNode) tree.get("peers")).add(second);
    return second;
  }

  private static void put(ObjectNode node, String name, String value) {
    node.remove(name);
    if (value != null) {
      node.put(name, value);
    }
  }
}

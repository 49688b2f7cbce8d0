package org.keyferry.wire.peer;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads documents of peers, strictly.
 *
 * <p>in: JSON (docs/peers.md); out: a valid {@link PeersDocument} or {@link Federation}
 *
 * @param urls which URLs may be in it
 */
public record PeersReading(PeerUrl urls) {

  /**
   * A document.
   *
   * @throws InvalidPeers if it is none, or says what can't be
   */
  public PeersDocument document(byte[] json) {
    return JsonFields.parse(json)
        .whole(fields ->
            new PeersDocument(
                fields.requiredNumber("version"),
                fields.requiredInstant("issuedAt"),
                fields.requiredInstant("expiresAt"),
                fields.text("previous").map(DocumentDigest::new),
                federation(fields)));
  }

  /**
   * What a document is to say, before it has a version and times.
   *
   * @throws InvalidPeers if it is no such thing, or says what can't be
   */
  public Federation federation(byte[] json) {
    return JsonFields.parse(json).whole(this::federation);
  }

  private Federation federation(JsonFields fields) {
    Home home =
        fields
            .object("home", PeersReading::home)
            .orElseThrow(() -> InvalidPeers.refused("home", "an object", "nothing"));
    var peers = new PeerReading(home, urls);
    return new Federation(
        home,
        PeerFields.publicKeys(fields, "documentKeys").stream().map(DocumentKey::new).toList(),
        fields.objects("trustRoots", PeersReading::trustRoot),
        fields.objects("clusters", PeersReading::cluster),
        fields.objects("peers", peers::peer),
        thumbprints(fields.texts("revoked")));
  }

  /**
   * One peer, such as one to add.
   *
   * @param home whose document it goes into
   * @throws InvalidPeers if it is none, or says what can't be
   */
  public Peer peer(Home home, byte[] json) {
    return JsonFields.parse(json).whole(new PeerReading(home, urls)::peer);
  }

  private static Home home(JsonFields fields) {
    return new Home(
        PeerFields.region(fields, "region")
            .orElseThrow(
                () -> InvalidPeers.refused(fields.at("region"), "a region code", "nothing")),
        fields.text("cluster").map(ClusterId::new),
        fields.requiredText("vendor"));
  }

  private static TrustRoot trustRoot(JsonFields fields) {
    return new TrustRoot(
        fields.requiredText("name"), PeerFields.certificate(fields, "certificate"));
  }

  private static Cluster cluster(JsonFields fields) {
    return new Cluster(
        new ClusterId(fields.requiredText("id")),
        fields.requiredWord("kind", ClusterKind.values()),
        fields.text("trustRoot"),
        fields.text("domain").map(DnsName::new),
        fields.word("replication", ReplicationType.values()));
  }

  private static Set<Thumbprint> thumbprints(List<String> texts) {
    return texts.stream().map(Thumbprint::new).collect(Collectors.toUnmodifiableSet());
  }
}

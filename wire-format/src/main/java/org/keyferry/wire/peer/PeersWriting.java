package org.keyferry.wire.peer;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.keyferry.wire.key.Region;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes documents of peers: what {@link PeersReading} reads. The same document is the same bytes.
 *
 * <p>in: a {@link PeersDocument} or {@link Federation}; out: JSON in UTF-8 (docs/peers.md)
 */
public final class PeersWriting {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonMapper INDENTED =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private PeersWriting() {}

  /** A document, as it is signed. */
  public static byte[] document(PeersDocument document) {
    return JSON.writeValueAsBytes(tree(document));
  }

  /** A document, to be read by people. */
  public static byte[] indented(PeersDocument document) {
    return INDENTED.writeValueAsBytes(tree(document));
  }

  /** What a document is to say, to be read and edited by people. */
  public static byte[] indented(Federation federation) {
    return INDENTED.writeValueAsBytes(with(JSON.createObjectNode(), federation));
  }

  private static ObjectNode tree(PeersDocument document) {
    ObjectNode node = JSON.createObjectNode();
    node.put("version", document.version());
    node.put("issuedAt", document.issuedAt().toString());
    node.put("expiresAt", document.expiresAt().toString());
    document.previous().ifPresent(digest -> node.put("previous", digest.hex()));
    return with(node, document.federation());
  }

  private static ObjectNode with(ObjectNode node, Federation federation) {
    ObjectNode home = node.putObject("home");
    home.put("region", federation.home().region().code());
    federation.home().cluster().ifPresent(id -> home.put("cluster", id.value()));
    home.put("vendor", federation.home().vendor());
    var keys = node.putArray("documentKeys");
    federation.documentKeys().forEach(key -> keys.add(base64(key.publicKey().getEncoded())));
    objects(node, "trustRoots", federation.trustRoots(), PeersWriting::trustRoot);
    objects(node, "clusters", federation.clusters(), PeersWriting::cluster);
    objects(node, "peers", federation.peers(), PeersWriting::peer);
    texts(node, "revoked", sorted(federation.revoked(), Thumbprint::hex));
    return node;
  }

  private static void trustRoot(ObjectNode node, TrustRoot root) {
    node.put("name", root.name());
    node.put("certificate", base64(encoded(root.certificate())));
  }

  private static void cluster(ObjectNode node, Cluster cluster) {
    node.put("id", cluster.id().value());
    node.put("kind", cluster.kind().word());
    cluster.trustRoot().ifPresent(root -> node.put("trustRoot", root));
    cluster.domain().ifPresent(domain -> node.put("domain", domain.value()));
    cluster.replication().ifPresent(type -> node.put("replication", type.word()));
  }

  private static void peer(ObjectNode node, Peer peer) {
    node.put("id", peer.id().value());
    node.put("kind", peer.kind().word());
    peer.region().ifPresent(region -> node.put("region", region.code()));
    peer.cluster().ifPresent(cluster -> node.put("cluster", cluster.value()));
    node.put("vendor", peer.vendor());
    node.put("phase", peer.phase().word());
    texts(node, "origins", sorted(peer.origins(), Region::code));
    objects(node, "pulls", peer.pulls(), PeersWriting::pull);
    objects(node, "pushes", peer.pushes(), PeersWriting::push);
    if (!peer.certificates().equals(PeerCertificates.NONE)) {
      certificates(node.putObject("certificates"), peer.certificates());
    }
    objects(node, "signingKeys", peer.signingKeys(), PeersWriting::signingKey);
    peer.jwks().ifPresent(url -> node.put("jwks", url.toString()));
    node.put("originProof", peer.originProof().word());
    texts(node, "reads", sorted(peer.reads(), FeedName::value));
    validity(node, peer.validity());
  }

  private static void pull(ObjectNode node, PullEndpoint pull) {
    node.put("format", pull.format().word());
    node.put("url", pull.url().toString());
    pull.replication().ifPresent(type -> node.put("replication", type.word()));
  }

  private static void push(ObjectNode node, PushEndpoint push) {
    node.put("format", push.format().word());
    node.put("url", push.url().toString());
    node.put("feed", push.feed().value());
  }

  private static void certificates(ObjectNode node, PeerCertificates certificates) {
    objects(node, "clients", certificates.clients(), PeersWriting::pin);
    objects(node, "servers", certificates.servers(), PeersWriting::pin);
    objects(node, "batchSigners", certificates.batchSigners(), PeersWriting::pin);
    texts(node, "names", sorted(certificates.names(), DnsName::value));
  }

  private static void pin(ObjectNode node, CertificatePin pin) {
    node.put("sha256", pin.thumbprint().hex());
    validity(node, pin.validity());
  }

  private static void signingKey(ObjectNode node, PeerSigningKey key) {
    node.put("id", key.id().id());
    node.put("version", key.id().version());
    node.put("publicKey", base64(key.publicKey().getEncoded()));
    validity(node, key.validity());
  }

  private static void validity(ObjectNode node, Validity validity) {
    validity.from().ifPresent(from -> node.put("validFrom", from.toString()));
    validity.thru().ifPresent(thru -> node.put("validThru", thru.toString()));
  }

  private static <T> void objects(
      ObjectNode node, String name, List<T> all, BiConsumer<ObjectNode, T> write) {
    if (!all.isEmpty()) {
      var array = node.putArray(name);
      all.forEach(each -> write.accept(array.addObject(), each));
    }
  }

  private static void texts(ObjectNode node, String name, List<String> all) {
    if (!all.isEmpty()) {
      var array = node.putArray(name);
      all.forEach(array::add);
    }
  }

  private static <T> List<String> sorted(Set<T> all, Function<T, String> text) {
    return all.stream().map(text).sorted(Comparator.naturalOrder()).toList();
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a certificate without bytes", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}

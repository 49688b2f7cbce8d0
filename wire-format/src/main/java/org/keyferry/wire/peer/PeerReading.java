package org.keyferry.wire.peer;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.key.Region;

/**
 * Reads one peer of a document.
 *
 * @param home whose document it is
 * @param urls which URLs may be in it
 */
record PeerReading(Home home, PeerUrl urls) {

  Peer peer(JsonFields fields) {
    PeerKind kind = fields.word("kind", PeerKind.values()).orElse(PeerKind.BACKEND);
    Optional<Region> region = PeerFields.region(fields, "region");
    String vendor = fields.requiredText("vendor");
    return new Peer(
        new PeerId(fields.requiredText("id")),
        kind,
        region,
        fields.text("cluster").map(ClusterId::new),
        vendor,
        fields.word("phase", Phase.values()).orElseGet(() -> usualPhase(vendor)),
        origins(fields, region),
        fields.objects("pulls", this::pull),
        fields.objects("pushes", this::push),
        fields.object("certificates", PeerReading::certificates).orElse(PeerCertificates.NONE),
        fields.objects("signingKeys", PeerReading::signingKey),
        fields.text("jwks").map(text -> document(fields.at("jwks"), text)),
        fields.word("originProof", OriginProof.values()).orElse(OriginProof.REQUIRED),
        fields.texts("reads").stream().map(FeedName::new).collect(Collectors.toUnmodifiableSet()),
        PeerFields.validity(fields));
  }

  /** Backends of one vendor understand each other in everything; others begin with the basics. */
  private Phase usualPhase(String vendor) {
    return vendor.equals(home.vendor()) ? Phase.TWO : Phase.ONE;
  }

  private static Set<Region> origins(JsonFields fields, Optional<Region> region) {
    var origins = new LinkedHashSet<Region>();
    for (String text : fields.texts("origins")) {
      origins.add(PeerFields.region(fields.at("origins"), text));
    }
    if (origins.isEmpty()) {
      region.ifPresent(origins::add);
    }
    return origins;
  }

  private URI document(String at, String text) {
    return urls.document(at, text);
  }

  private PullEndpoint pull(JsonFields fields) {
    PullFormat format = fields.requiredWord("format", PullFormat.values());
    URI url = urls.base(fields.at("url"), fields.requiredText("url"));
    format.checkUrl(fields.at("url"), url);
    return new PullEndpoint(format, url, fields.word("replication", ReplicationType.values()));
  }

  private PushEndpoint push(JsonFields fields) {
    return new PushEndpoint(
        fields.requiredWord("format", PushFormat.values()),
        urls.base(fields.at("url"), fields.requiredText("url")),
        new FeedName(fields.requiredText("feed")));
  }

  private static PeerCertificates certificates(JsonFields fields) {
    var names = new ArrayList<DnsName>();
    fields.texts("names").forEach(text -> names.add(new DnsName(text)));
    return new PeerCertificates(
        pins(fields, "clients"),
        pins(fields, "servers"),
        pins(fields, "batchSigners"),
        Set.copyOf(names));
  }

  private static List<CertificatePin> pins(JsonFields fields, String name) {
    return fields.objects(
        name,
        pin ->
            new CertificatePin(
                new Thumbprint(pin.requiredText("sha256")), PeerFields.validity(pin)));
  }

  private static PeerSigningKey signingKey(JsonFields fields) {
    String id = fields.requiredText("id");
    String version = fields.requiredText("version");
    return new PeerSigningKey(
        signingKeyId(fields, id, version),
        PeerFields.publicKey(fields.at("publicKey"), fields.requiredText("publicKey")),
        PeerFields.validity(fields));
  }

  private static SigningKeyId signingKeyId(JsonFields fields, String id, String version) {
    try {
      return new SigningKeyId(id, version);
    } catch (IllegalArgumentException e) {
      throw InvalidPeers.refused(
          fields.at("id"),
          "an id of letters, digits and _, and a version of those, . and -",
          id + " " + version);
    }
  }
}

package org.keyferry.local.peers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.backend.AppSettings;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.backend.Exchange;
import org.keyferry.local.backend.RunDescriptor;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.CertificatePin;
import org.keyferry.wire.peer.DocumentKey;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.FeedName;
import org.keyferry.wire.peer.Home;
import org.keyferry.wire.peer.OriginProof;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerCertificates;
import org.keyferry.wire.peer.PeerId;
import org.keyferry.wire.peer.PeerKind;
import org.keyferry.wire.peer.PeerSigningKey;
import org.keyferry.wire.peer.PeerUrl;
import org.keyferry.wire.peer.PeersTrust;
import org.keyferry.wire.peer.Phase;
import org.keyferry.wire.peer.PullEndpoint;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.PushEndpoint;
import org.keyferry.wire.peer.PushFormat;
import org.keyferry.wire.peer.Thumbprint;
import org.keyferry.wire.peer.Validity;

/**
 * A backend that runs on this machine, as its neighbours deal with it.
 *
 * @param data where it keeps everything
 * @param running where its parts are
 */
public record LocalBackend(DataDirectory data, RunDescriptor running) {
  private static final String VENDOR = "keyferry";
  private static final PeerUrl URLS = new PeerUrl(true);
  private static final String CERTIFICATE = "certificate.pem";
  private static final SigningKeyId BATCHES = new SigningKeyId("keyferry_local", "batches");

  /**
   * The backend of a data directory.
   *
   * @throws CommandFailure if none runs on it
   */
  public static LocalBackend of(Path directory) throws IOException {
    var data = new DataDirectory(directory.toAbsolutePath().normalize());
    return RunDescriptor.read(data)
        .filter(RunDescriptor::isRunning)
        .map(running -> new LocalBackend(data, running))
        .orElseThrow(() ->
            new CommandFailure(
                new Problem(
                    "running backend",
                    data.root().toString(),
                    "one that ./keyferry up has started",
                    "none")));
  }

  /** With whom it exchanges keys. */
  Exchange exchange() {
    return running.exchange();
  }

  /** Whose it is. */
  public Region region() {
    return new Region(running.region());
  }

  /** How others deal with it that exchange feeds with it. */
  Peer asNeighbour() throws IOException {
    var pin = pin(certificateFile());
    URI feed = URLS.base("federation gateway", running.federation());
    return backend(
        region(),
        List.of(new PullEndpoint(PullFormat.FEED, feed, Optional.empty())),
        new PeerCertificates(List.of(pin), List.of(pin), List.of(), Set.of()),
        List.of(
            signingKey(AppSettings.SIGNING_KEY, data.signing()),
            signingKey(AppSettings.RESERVE_KEY, data.reserveSigning())));
  }

  /** How a hub deals with it that it uploads to. */
  Peer asMember() throws IOException {
    var client = pin(certificateFile());
    var key = new PeerSigningKey(BATCHES, batchKey(), Validity.ALWAYS);
    return backend(
        region(),
        List.of(),
        new PeerCertificates(List.of(client), List.of(), List.of(batchSigner()), Set.of()),
        List.of(key));
  }

  /**
   * How others deal with it that only read a feed there.
   *
   * @param client with which they are asked
   */
  public static Peer reader(Region region, X509Certificate client) {
    var pin = CertificatePin.of(Thumbprint.of(client));
    return backend(
        region,
        List.of(),
        new PeerCertificates(List.of(pin), List.of(), List.of(), Set.of()),
        List.of());
  }

  private static Peer backend(
      Region region,
      List<PullEndpoint> pulls,
      PeerCertificates certificates,
      List<PeerSigningKey> signingKeys) {
    return new Peer(
        new PeerId(region.code()),
        PeerKind.BACKEND,
        Optional.of(region),
        Optional.empty(),
        VENDOR,
        Phase.TWO,
        Set.of(region),
        pulls,
        List.of(),
        certificates,
        signingKeys,
        Optional.empty(),
        OriginProof.REQUIRED,
        Set.of(),
        Validity.ALWAYS);
  }

  /**
   * How the hub that it is is dealt with by a backend that uploads to it.
   *
   * @param format what is spoken there
   * @param origins whose keys it may state
   * @param batchSigners those of the regions behind it
   */
  Peer asHub(PushFormat format, Set<Region> origins, List<CertificatePin> batchSigners)
      throws IOException {
    boolean signed = format == PushFormat.EFGS;
    return new Peer(
        hubId(format),
        PeerKind.HUB,
        Optional.empty(),
        Optional.empty(),
        VENDOR,
        Phase.TWO,
        origins,
        List.of(
            new PullEndpoint(
                signed ? PullFormat.EFGS : PullFormat.INTEROP, hubUrl(format), Optional.empty())),
        List.of(new PushEndpoint(format, hubUrl(format), new FeedName(Exchange.feedFor(format)))),
        new PeerCertificates(
            List.of(),
            List.of(pin(certificateFile())),
            signed ? batchSigners : List.of(),
            Set.of()),
        List.of(),
        Optional.empty(),
        signed ? OriginProof.REQUIRED : OriginProof.NONE,
        Set.of(),
        Validity.ALWAYS);
  }

  /** Its name for those that upload to it. */
  PeerId hubId(PushFormat format) {
    return new PeerId(running.region() + "-" + format.word());
  }

  /** Where the hub that it is listens. */
  URI hubUrl(PushFormat format) {
    return URLS.base("hub", running.federation() + "/" + format.word() + "/");
  }

  /** File of the certificate that it shows. */
  Path certificateFile() {
    return data.federation().resolve(CERTIFICATE);
  }

  /** The certificate under which it signs batches for hubs. */
  CertificatePin batchSigner() throws IOException {
    return pin(data.batchSigning().resolve(CERTIFICATE));
  }

  private ECPublicKey batchKey() throws IOException {
    return (ECPublicKey) certificate(data.batchSigning().resolve(CERTIFICATE)).getPublicKey();
  }

  private static CertificatePin pin(Path certificate) throws IOException {
    return CertificatePin.of(Thumbprint.of(certificate(certificate)));
  }

  private static X509Certificate certificate(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(input);
    } catch (CertificateException e) {
      throw new IOException("no certificate in " + file, e);
    }
  }

  private static PeerSigningKey signingKey(SigningKeyId id, Path directory) throws IOException {
    var publicKey = SigningKeys.readPublic(directory.resolve("public.pem"));
    return new PeerSigningKey(id, publicKey, Validity.ALWAYS);
  }

  /** The key that signs its document of peers. */
  DocumentKeyFile documentKey() {
    return new DocumentKeyFile(data.documentKey());
  }

  /** Where its document of peers is published. */
  PeersDesk desk() throws IOException {
    // As its apps have it: the private key may be another by now.
    var first = new DocumentKey(SigningKeys.readPublic(documentKey().publicFile()));
    var trust = new PeersTrust(List.of(first), 1, Optional.of(region()), URLS);
    return new PeersDesk(new KafkaSettings(running.kafka(), null, null), trust);
  }

  /** A document without peers. */
  Federation alone() throws IOException {
    return new Federation(
        new Home(region(), Optional.empty(), VENDOR),
        List.of(documentKey().publicKey()),
        List.of(),
        List.of(),
        List.of(),
        Set.of());
  }
}

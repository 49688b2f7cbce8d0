package org.keyferry.local.peers;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.backend.AppSettings;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.backend.RunDescriptor;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.CertificatePin;
import org.keyferry.wire.peer.Federation;
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

  /** Whose it is. */
  public Region region() {
    return new Region(running.region());
  }

  /** How others deal with it. */
  Peer asPeer() throws IOException {
    var pin = CertificatePin.of(Thumbprint.of(certificate()));
    URI feed = URLS.base("federation gateway", running.federation());
    return new Peer(
        new PeerId(running.region()),
        PeerKind.BACKEND,
        Optional.of(region()),
        Optional.empty(),
        VENDOR,
        Phase.TWO,
        Set.of(region()),
        List.of(new PullEndpoint(PullFormat.FEED, feed, Optional.empty())),
        List.of(),
        new PeerCertificates(List.of(pin), List.of(pin), List.of(), Set.of()),
        List.of(
            signingKey(AppSettings.SIGNING_KEY, data.signing()),
            signingKey(AppSettings.RESERVE_KEY, data.reserveSigning())),
        Optional.empty(),
        OriginProof.REQUIRED,
        Set.of(),
        Validity.ALWAYS);
  }

  private X509Certificate certificate() throws IOException {
    Path file = data.federation().resolve("certificate.pem");
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
    var trust = new PeersTrust(List.of(documentKey().publicKey()), 1, Optional.of(region()), URLS);
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

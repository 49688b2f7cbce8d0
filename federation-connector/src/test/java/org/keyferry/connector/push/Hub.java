package org.keyferry.connector.push;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.keyferry.connector.fetch.AddressRule;
import org.keyferry.connector.fetch.FetchLimits;
import org.keyferry.connector.fetch.PeerClient;
import org.keyferry.connector.fetch.PeerClients;
import org.keyferry.connector.support.Certificates;
import org.keyferry.connector.support.TestPeer;
import org.keyferry.connector.trust.ConnectionTrust;
import org.keyferry.connector.trust.ConnectionTrust.ClientCertificate;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.efgs.EfgsSigner;
import org.keyferry.wire.hub.UntrustedBatch;
import org.keyferry.wire.key.Interval;
import org.keyferry.wire.key.Region;

/** A hub that answers uploads as it is told, and our uploads to it. */
final class Hub implements AutoCloseable {
  private static final Region HOME = new Region("NL");

  private final Path directory;
  private final Certificates certificates = new Certificates();
  private final TestPeer server = TestPeer.start(certificates);
  private final PeerClients clients;
  private final PeerClient client;
  private final KeyStore signing;
  private final List<Upload> uploads = new ArrayList<>();
  private final Deque<Integer> answers = new ArrayDeque<>();

  /**
   * What came.
   *
   * @param headers of the request
   * @param body of it
   */
  record Upload(Headers headers, String body) {}

  Hub(Path directory) throws IOException, GeneralSecurityException {
    this.directory = directory;
    var limits =
        new FetchLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(20), 0, 1 << 20);
    clients = new PeerClients(new AddressRule(true), limits);
    Path root = certificates.writeRoot(directory.resolve("root.pem"));
    Path own = certificates.writeKey(directory.resolve("client.p12"), "NL");
    client =
        clients.client(
            ConnectionTrust.of(
                Optional.of(root), Optional.of(new ClientCertificate(own, Certificates.PASSWORD))));
    signing = readSigning();
    server.on(
        "/diagnosiskeys/upload",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          uploads.add(
              new Upload(
                  exchange.getRequestHeaders(), new String(body, StandardCharsets.ISO_8859_1)));
          exchange.sendResponseHeaders(answers.isEmpty() ? 200 : answers.remove(), -1);
        });
  }

  private KeyStore readSigning() throws IOException, GeneralSecurityException {
    Path file = certificates.writeKey(directory.resolve("signing.p12"), "Signer, C=NL");
    try (InputStream in = Files.newInputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, Certificates.PASSWORD.toCharArray());
      return store;
    }
  }

  /** Answers the next upload so. */
  Hub answering(int status) {
    answers.add(status);
    return this;
  }

  List<Upload> uploads() {
    return uploads;
  }

  /** The certificate of the key that signs. */
  X509Certificate signer() throws GeneralSecurityException {
    return (X509Certificate) signing.getCertificate("key");
  }

  private PrivateKey key() throws GeneralSecurityException {
    return (PrivateKey) signing.getKey("key", Certificates.PASSWORD.toCharArray());
  }

  HubUploads interop(Optional<String> token) throws GeneralSecurityException {
    return new InteropUploads(server.url(), () -> client, (ECPrivateKey) key(), token, HOME);
  }

  HubUploads efgs() throws GeneralSecurityException, UntrustedBatch {
    var signer = new EfgsSigner(key(), signer());
    return new EfgsUploads(server.url(), () -> client, signer, HOME, Clock.systemUTC());
  }

  HubUploads of(String format) throws GeneralSecurityException, UntrustedBatch {
    return format.equals("efgs") ? efgs() : interop(Optional.of("a-token"));
  }

  /** Two keys of a batch: one of a laboratory of yesterday, one that a person reported. */
  static SealedPart part() {
    int today = Interval.containing(Clock.systemUTC().instant()).number() / 144 * 144;
    return part(today - 144);
  }

  static SealedPart part(int start) {
    var tested =
        BatchKey.newBuilder()
            .setKeyData(ByteString.copyFrom("0123456789abcdef", StandardCharsets.US_ASCII))
            .setRollingStartIntervalNumber(start)
            .setRollingPeriod(144)
            .setTransmissionRisk(8)
            .setReportType(ReportType.CONFIRMED_TEST)
            .setDaysSinceOnset(-2)
            .build();
    var reported =
        BatchKey.newBuilder()
            .setKeyData(ByteString.copyFrom("fedcba9876543210", StandardCharsets.US_ASCII))
            .setRollingStartIntervalNumber(start - 144)
            .setRollingPeriod(100)
            .setTransmissionRisk(1)
            .setReportType(ReportType.SELF_REPORT)
            .build();
    return new SealedPart("to-hub", 7, 0, "NL", List.of("BE"), List.of(tested, reported));
  }

  @Override
  public void close() {
    clients.close();
    server.close();
  }
}

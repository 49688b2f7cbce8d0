package org.keyferry.connector.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.connector.support.EfgsHub;
import org.keyferry.connector.support.SignedBatches;
import org.keyferry.connector.support.TestPeer;
import org.keyferry.wire.efgs.AuditEntry;
import org.keyferry.wire.efgs.EfgsKey;
import org.keyferry.wire.efgs.EfgsSigner;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.hub.BatchTag;
import org.keyferry.wire.interop.InteropDownload;
import org.keyferry.wire.interop.InteropExposure;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.CertificatePin;
import org.keyferry.wire.peer.DocumentKey;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.Home;
import org.keyferry.wire.peer.OriginProof;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerCertificates;
import org.keyferry.wire.peer.PeerId;
import org.keyferry.wire.peer.PeerKind;
import org.keyferry.wire.peer.Phase;
import org.keyferry.wire.peer.PullEndpoint;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.ReplicationType;
import org.keyferry.wire.peer.Thumbprint;
import org.keyferry.wire.peer.Validity;

@Tag("V20")
class HubsTest {
  private static final Set<Region> ORIGINS = Set.of(new Region("DE"), new Region("AT"));
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

  @TempDir Path directory;
  private final SignedBatches keys = new SignedBatches("1", new Region("DE"), 21);
  private Reading reading;
  private TestPeer peer;
  private EfgsHub hub;

  @BeforeEach
  void start() throws IOException {
    reading = new Reading(directory);
    peer = TestPeer.start(reading.certificates);
    hub = new EfgsHub(peer);
  }

  @AfterEach
  void stop() {
    reading.close();
    peer.close();
  }

  private List<EfgsKey> efgs(String origin, int count) {
    return keys.keys(count).stream().map(key -> efgs(key, origin)).toList();
  }

  private static EfgsKey efgs(DiagnosisKey key, String origin) {
    return new EfgsKey(
        key.key().toByteString(), key.start().number(), 144, 3, List.of("NL"), origin, 1, 2);
  }

  private PullSource source(PullFormat format, SourceTrust trust) {
    return new PullSource(
        "hub", Optional.empty(), ORIGINS, format, peer.url(), ReplicationType.ALL_TO_ALL, 1, trust);
  }

  private SourceTrust believed() {
    var usual = reading.source(PullFormat.FEED, peer.url(), null).trust();
    return new SourceTrust(
        usual.client(),
        usual.anchors(),
        Map.of(),
        Optional.empty(),
        Optional.of("token"),
        false,
        Optional.empty());
  }

  @Test
  void chainIsFollowedOverMidnightAndOnFromItsEnd() {
    hub.add(today.minusDays(1), efgs("DE", 2), List.of());
    hub.add(today, efgs("AT", 3), List.of());
    reading.start(source(PullFormat.EFGS, believed()), PullPosition.START);
    reading.awaitKeys(5);

    hub.add(today, efgs("DE", 4), List.of());
    reading.awaitKeys(9);

    assertThat(reading.keys()).hasSize(9);
    assertThat(reading.keys())
        .allSatisfy(key -> {
          assertThat(key.getPeer()).isEqualTo("hub");
          assertThat(key.getRegionsOfInterest().getRegionsList()).containsExactly("NL");
        });
    assertThat(reading.position().lastBatchId().orElseThrow()).endsWith("-2");
  }

  @Test
  void batchWithoutABodyIsPassed() {
    hub.add(today, List.of(), List.of());
    hub.add(today, efgs("DE", 1), List.of());

    reading.start(source(PullFormat.EFGS, believed()), PullPosition.START);
    reading.awaitKeys(1);

    assertThat(reading.keys()).hasSize(1);
  }

  @Test
  void afterALongOutageReadingBeginsWithWhatTheHubStillHas() {
    var longAgo = today.minusDays(20);
    hub.add(longAgo, efgs("DE", 1), List.of());
    hub.add(today.minusDays(1), efgs("DE", 2), List.of());
    hub.keepFrom(today.minusDays(2));
    var before =
        PullPosition.START.at(
            Optional.of(longAgo.toString().replace("-", "") + "-1"),
            Optional.of(longAgo.toString()));

    reading.start(source(PullFormat.EFGS, believed()), before);
    reading.awaitKeys(2);

    assertThat(reading.keys()).hasSize(2);
  }

  @Test
  void nextBatchThatExpiredWhileTheHubWasAwayHoldsNothingUp() {
    var day = today.minusDays(1);
    hub.add(day, efgs("DE", 1), List.of());
    hub.add(day, efgs("DE", 1), List.of());
    hub.add(today, efgs("AT", 3), List.of());
    hub.withhold(day.toString().replace("-", "") + "-2");
    var cycle = reading.start(source(PullFormat.EFGS, believed()), PullPosition.START);
    await().until(() -> cycle.counts().failedPolls() > 0);

    hub.keepFrom(today);

    reading.awaitKeys(4);
    assertThat(reading.keys()).hasSize(4);
  }

  @Test
  void originThatTheHubMayNotStateIsDroppedAndOurOwnToo() {
    hub.add(today, efgs("FR", 3), List.of());
    hub.add(today, efgs("NL", 2), List.of());
    hub.add(today, efgs("AT", 1), List.of());

    var cycle = reading.start(source(PullFormat.EFGS, believed()), PullPosition.START);
    reading.awaitKeys(1);

    await().until(() -> cycle.counts().batches() == 3);
    assertThat(cycle.counts().refusedKeys()).isEqualTo(3);
    assertThat(cycle.counts().ownKeys()).isEqualTo(2);
    assertThat(reading.keys()).hasSize(1);
  }

  @Test
  @Tag("SP4")
  void keysWithoutTheSignatureOfTheirOriginAreDroppedAndTheAuditIsKept() throws Exception {
    var signing = SigningKeys.generate();
    var certificate = certificate(signing);
    var signer = new EfgsSigner(signing.getPrivate(), certificate);
    var signed = efgs("DE", 5);
    var unsigned = efgs("AT", 4);
    var all = new ArrayList<>(signed);
    all.addAll(unsigned);
    hub.add(
        today,
        all,
        List.of(
            entry("DE", 5, signer.sign(signed, Instant.now())),
            entry("AT", 4, signer.sign(signed, Instant.now()))));

    var cycle = reading.start(source(PullFormat.EFGS, proven(certificate)), PullPosition.START);
    reading.awaitKeys(5);

    await().until(() -> cycle.counts().batches() == 1);
    assertThat(cycle.counts().refusedKeys()).isEqualTo(4);
    assertThat(reading.keyBytes())
        .containsExactlyInAnyOrderElementsOf(
            signed.stream().<ByteString>map(EfgsKey::keyData).toList());
    assertThat(reading.objects().list("import/hub/mixed/")).hasSize(2);
  }

  private SourceTrust proven(X509Certificate signer) {
    var pins =
        new PeerCertificates(
            List.of(),
            List.of(CertificatePin.of(Thumbprint.of(peer.certificate()))),
            List.of(CertificatePin.of(Thumbprint.of(signer))),
            Set.of());
    var document =
        new Peer(
            new PeerId("hub"),
            PeerKind.HUB,
            Optional.empty(),
            Optional.empty(),
            "efgs",
            Phase.TWO,
            ORIGINS,
            List.of(
                new PullEndpoint(
                    PullFormat.EFGS, URI.create("https://hub.example.eu/"), Optional.empty())),
            List.of(),
            pins,
            List.of(),
            Optional.empty(),
            OriginProof.REQUIRED,
            Set.of(),
            Validity.ALWAYS);
    var federation =
        new Federation(
            new Home(Reading.HOME, Optional.empty(), "keyferry"),
            List.of(new DocumentKey(keys.publicKey())),
            List.of(),
            List.of(),
            List.of(document),
            Set.of());
    return new SourceTrust(
        believed().client(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        true,
        Optional.of(new SourceTrust.ByDocument(document, federation)));
  }

  private static AuditEntry entry(String country, long amount, String signature) {
    return new AuditEntry(country, "", "", "", "", "", "", "", amount, signature);
  }

  private static X509Certificate certificate(KeyPair pair) throws Exception {
    Instant now = Instant.now();
    var name = new X500Name("C=DE, CN=Batch signer");
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofDays(90))),
            name,
            pair.getPublic());
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  @Test
  void interopServerIsReadToItsEndAndBatchesWithoutKeysArePassed() {
    var exposures =
        keys.keys(3).stream()
            .map(key ->
                new InteropExposure(
                    key.key().toByteString(),
                    key.start().number(),
                    144,
                    3,
                    List.of("DE"),
                    1,
                    1,
                    0,
                    "DE"))
            .toList();
    peer.on(
        "",
        exchange -> {
          String query = exchange.getRequestURI().getRawQuery();
          boolean authorized =
              "Bearer token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
          if (!authorized) {
            exchange.sendResponseHeaders(401, -1);
          } else if (query == null) {
            send(exchange, new InteropDownload(new BatchTag("empty"), List.of()));
          } else if (query.equals("batchTag=empty")) {
            send(exchange, new InteropDownload(new BatchTag("three"), exposures));
          } else {
            exchange.sendResponseHeaders(204, -1);
          }
        });

    reading.start(source(PullFormat.INTEROP, believed()), PullPosition.START);
    reading.awaitLast("three");

    assertThat(reading.keys()).hasSize(3);
    assertThat(reading.lastBatch().getOriginProven()).isFalse();
  }

  private static void send(HttpExchange exchange, InteropDownload download) throws IOException {
    byte[] body = download.toByteArray();
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }
}

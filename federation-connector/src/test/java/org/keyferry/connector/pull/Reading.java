package org.keyferry.connector.pull;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.keyferry.connector.archive.ImportArchive;
import org.keyferry.connector.fetch.AddressRule;
import org.keyferry.connector.fetch.FetchLimits;
import org.keyferry.connector.fetch.PeerClients;
import org.keyferry.connector.replay.BatchReplay;
import org.keyferry.connector.replay.KeptContent;
import org.keyferry.connector.screen.KeyCaps;
import org.keyferry.connector.screen.PeerCaps;
import org.keyferry.connector.support.Certificates;
import org.keyferry.connector.support.SignedBatches;
import org.keyferry.connector.trust.ConnectionTrust.ClientCertificate;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.event.v1.PullProgress;
import org.keyferry.event.v1.PulledBatch;
import org.keyferry.event.v1.ReportType;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.ReplicationType;

/** Cycles that read peers of a test, with a real archive, and what they hand over. */
final class Reading implements AutoCloseable {
  static final Region HOME = new Region("NL");
  static final Region OTHER = new Region("BE");
  static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

  final Certificates certificates = new Certificates();
  final Path directory;
  final Path clientKey;
  private final Path root;
  private final EmbeddedObjectStore server;
  private final S3Connection connection;
  private final PeerClients clients;
  private final List<Piece> pieces = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private KeyCaps caps = new KeyCaps(5000, 5000);
  private PeerCaps peerCaps = new PeerCaps(caps);
  private PollTimes times =
      new PollTimes(
          Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMillis(200), Duration.ZERO);
  private int most = Integer.MAX_VALUE;

  Reading(Path directory) throws IOException {
    this(directory, new AddressRule(true));
  }

  Reading(Path directory, AddressRule addresses) throws IOException {
    this.directory = directory;
    this.root = certificates.writeRoot(directory.resolve("root.pem"));
    this.clientKey = certificates.writeKey(directory.resolve("client.p12"), "reader");
    this.server = EmbeddedObjectStore.start(directory.resolve("objects"));
    this.connection =
        S3Connection.open(
            new S3Settings(
                server.endpoint(),
                null,
                EmbeddedObjectStore.BUCKET,
                true,
                EmbeddedObjectStore.ACCESS_KEY,
                EmbeddedObjectStore.SECRET_KEY,
                null));
    Files.createDirectories(directory.resolve("spool"));
    this.clients =
        new PeerClients(
            addresses,
            new FetchLimits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                1024,
                8 << 20));
  }

  Reading withCaps(KeyCaps other) {
    caps = other;
    peerCaps = new PeerCaps(caps);
    return this;
  }

  Reading withTimes(PollTimes other) {
    times = other;
    return this;
  }

  /** Takes so many pieces more; who has more waits for ever, as for a task that stopped. */
  Reading takingOnly(int count) {
    most = pieces.size() + count;
    return this;
  }

  ObjectStore objects() {
    return connection.objects();
  }

  ImportArchive archive() {
    return new ImportArchive(objects());
  }

  PullSource source(PullFormat format, URI url, SignedBatches signer) {
    return source(OTHER, format, url, ReplicationType.ALL_TO_ALL, signer);
  }

  PullSource source(
      Region region, PullFormat format, URI url, ReplicationType type, SignedBatches signer) {
    Map<SigningKeyId, ECPublicKey> keys =
        signer == null ? Map.of() : Map.of(new SigningKeyId(signer.id(), "v1"), signer.publicKey());
    return new PullSource(
        region.code(),
        Optional.of(region),
        Set.of(region),
        format,
        url,
        type,
        1,
        new SourceTrust(
            Optional.of(new ClientCertificate(clientKey, Certificates.PASSWORD)),
            Optional.of(root),
            keys,
            Optional.empty(),
            Optional.empty(),
            signer != null,
            Optional.empty()));
  }

  PullCycle start(PullSource source, PullPosition from) {
    var cycle = new PullCycle(source, from, environment());
    threads.add(Thread.ofVirtual().start(cycle));
    return cycle;
  }

  BatchReplay replay() {
    PullRules rules = rules();
    return new BatchReplay(
        archive(),
        new KeptContent(rules, hub -> signer -> false, Clock.systemUTC()),
        rules,
        directory.resolve("replayed"));
  }

  private PullRules rules() {
    return new PullRules(
        HOME,
        new AdmissionLimits(null, null, null),
        Duration.ofMinutes(10),
        caps,
        ReportType.CONFIRMED_TEST);
  }

  private PullEnvironment environment() {
    return new PullEnvironment(
        clients,
        archive(),
        times,
        rules(),
        peerCaps,
        directory.resolve("spool"),
        this::put,
        Clock.systemUTC(),
        RandomGenerator.getDefault());
  }

  private synchronized void put(Piece piece) throws InterruptedException {
    while (pieces.size() >= most) {
      wait();
    }
    pieces.add(piece);
  }

  /** Ends all cycles, as a task that stops. */
  void stop() throws InterruptedException {
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join(LONG_ENOUGH);
    }
    threads.clear();
    most = Integer.MAX_VALUE;
  }

  List<Piece> pieces() {
    return List.copyOf(pieces);
  }

  /** Where a feed stands by what was handed over. */
  PullPosition position() {
    return pieces.getLast().after();
  }

  List<ByteString> keyBytes() {
    return keys().stream().map(key -> key.getTemporaryExposureKey().getKeyData()).toList();
  }

  List<FederatedKey> keys() {
    return pieces.stream().flatMap(piece -> piece.keys().stream()).toList();
  }

  List<PullProgress> progress() {
    return pieces.stream().flatMap(piece -> piece.progress().stream()).toList();
  }

  PulledBatch lastBatch() {
    return progress().stream().filter(PullProgress::hasBatch).toList().getLast().getBatch();
  }

  void awaitKeys(int count) {
    await().atMost(LONG_ENOUGH).until(() -> keys().size() >= count);
  }

  void awaitLast(String batchId) {
    await()
        .atMost(LONG_ENOUGH)
        .until(() ->
            !pieces.isEmpty()
                && position().lastBatchId().equals(Optional.of(batchId))
                && position().open().isEmpty());
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    clients.close();
    connection.close();
    server.close();
  }
}

package org.keyferry.bench.peers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyferry.bench.exporter.ExporterSetup;
import org.keyferry.bench.process.App;
import org.keyferry.bench.process.Broker;
import org.keyferry.bench.process.ChildJvm;
import org.keyferry.bench.process.ObjectStorage;
import org.keyferry.bench.process.Workplace;
import org.keyferry.exporter.ExporterApplication;
import org.keyferry.local.peers.DocumentKeyFile;
import org.keyferry.local.peers.PeersDesk;
import org.keyferry.processor.ProcessorApplication;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.Home;
import org.keyferry.wire.peer.Peer;
import org.keyferry.wire.peer.PeerUrl;
import org.keyferry.wire.peer.PeersTrust;

/**
 * The parts of our own backend that keys of others go through: a process each, started as they are
 * needed.
 *
 * @param workload decides how long buckets and polls are
 * @param broker with every topic
 * @param storage for what is published and what was downloaded
 * @param workplace where they keep everything
 * @param client our certificate
 */
record PeersDeployment(
    PeersWorkload workload,
    Broker broker,
    ObjectStorage storage,
    Workplace workplace,
    PeerIdentity client) {
  static final int MOST_TASKS = 8;

  private static final String PASSWORD = "on this machine alone";
  private static final Duration QUANTUM = Duration.ofSeconds(10);
  private static final int SECRET_BYTES = 32;

  /** Of a cycle: jitter of a poll, and the shortest wait for another. */
  private static final int SHARE_OF_CYCLE = 10;

  /** Starts the processor, with one feed for phones that takes all that peers bring. */
  App processor() throws IOException {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    Path secretFile = Files.write(file("padding-secret"), secret);
    Map<String, String> settings = brokerSettings();
    settings.put("keyferry.plan.quantum", QUANTUM.toString());
    String feed = "keyferry.plan.feeds[0].";
    settings.put(feed + "region", PeersWorkload.HOME.code());
    settings.put(feed + "bucket", workload.cycle().toString());
    settings.put(feed + "minimum-batch-size", "0");
    settings.put(feed + "from.include-origins[0]", "*");
    settings.put("keyferry.processor.home-region", PeersWorkload.HOME.code());
    settings.put("keyferry.peers.document-keys[0]", documentKey().publicFile().toString());
    settings.put("keyferry.peers.development", "true");
    settings.put("keyferry.processor.state-directory", file("streams").toString());
    settings.put("keyferry.processor.padding-secret-file", secretFile.toString());
    return App.start(
        workplace,
        new ChildJvm.Launch(
            "processor", ProcessorApplication.class, List.of("-Xmx512m"), List.of()),
        settings);
  }

  /** Starts the exporter. */
  App exporter(ExporterSetup setup) {
    return App.start(
        workplace,
        new ChildJvm.Launch("exporter", ExporterApplication.class, List.of("-Xmx256m"), List.of()),
        setup.settings(broker, "exporter"));
  }

  private Map<String, String> brokerSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("keyferry.kafka.bootstrap-servers", broker.settings().bootstrapServers());
    settings.put("keyferry.topics.replication-factor", "1");
    return settings;
  }

  private Path file(String name) {
    return workplace.directory().resolve(name);
  }

  private DocumentKeyFile documentKey() {
    return new DocumentKeyFile(file("document").resolve(DocumentKeyFile.PRIVATE));
  }

  /** Publishes the next version of the peers document. */
  void publish(List<Peer> peers) throws IOException, InterruptedException {
    var key = documentKey();
    key.ensure();
    var trust =
        new PeersTrust(
            List.of(key.publicKey()), 1, Optional.of(PeersWorkload.HOME), new PeerUrl(true));
    var federation =
        new Federation(
            new Home(PeersWorkload.HOME, Optional.empty(), "keyferry"),
            List.of(key.publicKey()),
            List.of(),
            List.of(),
            peers,
            Set.of());
    new PeersDesk(broker.settings(), trust)
        .publish(federation, key.signer(), Instant.now(), Duration.ofDays(30));
  }

  /** What the one connector is told that reads all peers. */
  Map<String, String> connector() throws IOException {
    var shortest = String.valueOf(workload.cycle().dividedBy(SHARE_OF_CYCLE).toMillis());
    var cycle = String.valueOf(workload.cycle().toMillis());
    // Of a day that passes within an hour, all keys are of one hour.
    var most = String.valueOf(Math.max(1, workload.keysOfDay()));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("connector.class", "org.keyferry.connector.source.FederationSourceConnector");
    settings.put("tasks.max", String.valueOf(MOST_TASKS));
    settings.put("exactly.once.support", "required");
    settings.put("key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    settings.put("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    settings.put("home.region", PeersWorkload.HOME.code());
    settings.put("record.quantum.ms", String.valueOf(QUANTUM.toMillis()));
    settings.put("peers.document.keys", documentKey().publicFile().toString());
    settings.put("peers.document.bootstrap.servers", broker.settings().bootstrapServers());
    settings.put("development.loopback", "true");
    settings.put("caps.hour.floor.keys", most);
    settings.put("caps.day.floor.keys", most);
    settings.put("poll.shortest.ms", shortest);
    settings.put("poll.usual.ms", cycle);
    settings.put("poll.longest.ms", cycle);
    settings.put("poll.jitter.ms", shortest);
    settings.put("spool.directory", file("connect-spool").toString());
    settings.put("archive.endpoint", storage.settings().endpoint().toString());
    settings.put("archive.bucket", storage.settings().bucket());
    settings.put("archive.access.key", storage.settings().accessKey());
    settings.put("archive.secret.key", storage.settings().secretKey());
    settings.put("TLSConsumerCertificate", writeClient().toString());
    settings.put("TLSConsumerCertificatePassword", PASSWORD);
    return settings;
  }

  private Path writeClient() throws IOException {
    Path file = file("client.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      client.keyStore(PASSWORD).store(out, PASSWORD.toCharArray());
      return file;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK writes PKCS#12", e);
    }
  }
}

package org.keyferry.local.backend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.peers.DocumentKeyFile;
import org.keyferry.local.process.FollowingMain;
import org.keyferry.wire.Problem;

/**
 * A stock worker of Kafka Connect with our plugins, and the one connector that reads the peers of
 * the peers document. Its class path is its own: it has another HTTP server than Spring Boot.
 *
 * @param installation where the build left the worker and the plugins
 * @param data where it keeps everything
 * @param ports where the parts are
 */
record ConnectWorker(Path installation, DataDirectory data, Ports ports) {
  static final String MAIN_CLASS = "org.apache.kafka.connect.cli.ConnectDistributed";
  static final String SETTINGS = "worker.properties";

  /** The name of the connector. */
  static final String CONNECTOR = "peers";

  private static final String SECRETS = "secrets.properties";
  private static final Path LIBRARIES = Path.of("deploy/connect-worker/target/lib");
  private static final Path PLUGINS = Path.of("federation-connector/target/plugin");
  static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
  private static final int MOST_TASKS = 2;
  private static final Duration USUAL_POLL = Duration.ofMinutes(10);
  private static final Duration SHORTEST_POLL = Duration.ofMinutes(1);

  /**
   * The one that the build of this launcher left.
   *
   * @throws CommandFailure if it left none
   */
  static ConnectWorker find(DataDirectory data, Ports ports) {
    Path home = Path.of(System.getProperty("keyferry.home", ".")).toAbsolutePath().normalize();
    for (Path needed : new Path[] {LIBRARIES, PLUGINS}) {
      if (!Files.isDirectory(home.resolve(needed))) {
        throw new CommandFailure(
            new Problem(
                "Connect worker",
                home.toString(),
                needed + " as ./keyferry builds it",
                "no such directory"));
      }
    }
    return new ConnectWorker(home, data, ports);
  }

  String classPath() {
    try {
      Path ours =
          Path.of(FollowingMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return installation.resolve(LIBRARIES) + "/*" + File.pathSeparator + ours;
    } catch (URISyntaxException e) {
      throw new IllegalStateException("our own jar has a place", e);
    }
  }

  /** Writes what the worker is started with. */
  void write() {
    var credentials = StoreCredentials.read(data.storeCredentials());
    try {
      PrivateFiles.createDirectory(data.connect());
      write(SETTINGS, settings());
      write(
          SECRETS,
          Map.of(
              "s3.access", credentials.accessKey(),
              "s3.secret", credentials.secretKey(),
              "tls.password", DevelopmentCertificate.password(data.federation()),
              "signing.password", DevelopmentCertificate.password(data.batchSigning())));
    } catch (IOException e) {
      throw new UncheckedIOException("could not write to " + data.connect(), e);
    }
  }

  private void write(String name, Map<String, String> properties) throws IOException {
    PrivateFiles.write(
        data.connect().resolve(name),
        properties.entrySet().stream()
            .map(one -> one.getKey() + "=" + one.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  private Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("bootstrap.servers", "127.0.0.1:" + ports.kafka());
    settings.put("group.id", "connect");
    settings.put("key.converter", BYTES);
    settings.put("value.converter", BYTES);
    settings.put("offset.storage.topic", ConnectTopics.OFFSET);
    settings.put("config.storage.topic", ConnectTopics.CONFIG);
    settings.put("status.storage.topic", ConnectTopics.STATUS);
    for (String topic : new String[] {"offset", "config", "status"}) {
      settings.put(topic + ".storage.replication.factor", "1");
    }
    settings.put("offset.storage.partitions", "1");
    settings.put("status.storage.partitions", "1");
    settings.put("exactly.once.source.support", "enabled");
    settings.put("plugin.path", installation.resolve(PLUGINS).toString());
    settings.put("plugin.discovery", "service_load");
    settings.put("listeners", "http://127.0.0.1:" + ports.connect());
    settings.put("rest.extension.classes", "org.keyferry.connector.watch.FailedTaskWatcher");
    settings.put("config.providers", "file");
    settings.put(
        "config.providers.file.class",
        "org.apache.kafka.common.config.provider.FileConfigProvider");
    settings.put("config.providers.file.param.allowed.paths", data.connect().toString());
    // One worker: nobody else is waited for.
    settings.put("scheduled.rebalance.max.delay.ms", "0");
    return settings;
  }

  /** What the connector is told. */
  Map<String, String> connector(BackendRequest request, AppSettings apps) {
    Duration poll = request.bucket().dividedBy(2);
    Duration shortest = poll.compareTo(SHORTEST_POLL) < 0 ? poll : SHORTEST_POLL;
    Duration usual = poll.compareTo(USUAL_POLL) < 0 ? poll : USUAL_POLL;
    var quantum = Duration.parse(apps.values().get("keyferry.plan.quantum"));
    var settings = new LinkedHashMap<String, String>();
    settings.put("connector.class", "org.keyferry.connector.source.FederationSourceConnector");
    settings.put("tasks.max", String.valueOf(MOST_TASKS));
    settings.put("exactly.once.support", "required");
    settings.put("key.converter", BYTES);
    settings.put("value.converter", BYTES);
    settings.put("home.region", request.region().code());
    settings.put("record.quantum.ms", String.valueOf(quantum.toMillis()));
    settings.put(
        "peers.document.keys", new DocumentKeyFile(data.documentKey()).publicFile().toString());
    settings.put("peers.document.bootstrap.servers", "127.0.0.1:" + ports.kafka());
    settings.put("development.loopback", "true");
    settings.put("poll.shortest.ms", String.valueOf(shortest.toMillis()));
    settings.put("poll.usual.ms", String.valueOf(usual.toMillis()));
    settings.put("poll.jitter.ms", String.valueOf(shortest.dividedBy(10).toMillis()));
    settings.put("spool.directory", data.connectSpool().toString());
    settings.put("archive.endpoint", "http://127.0.0.1:" + ports.s3());
    settings.put("archive.bucket", AppSettings.OBJECT_BUCKET);
    settings.put("archive.access.key", secret("s3.access"));
    settings.put("archive.secret.key", secret("s3.secret"));
    settings.put(
        "TLSConsumerCertificate",
        data.federation().resolve(DevelopmentCertificate.KEY_STORE).toString());
    settings.put("TLSConsumerCertificatePassword", secret("tls.password"));
    return settings;
  }

  private String secret(String name) {
    return secret(data, name);
  }

  /** How a property of a connector refers to a secret of the backend. */
  static String secret(DataDirectory data, String name) {
    return "${file:" + data.connect().resolve(SECRETS) + ":" + name + "}";
  }
}

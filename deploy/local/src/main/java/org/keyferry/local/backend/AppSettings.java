package org.keyferry.local.backend;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.keyferry.local.authority.AuthorityProfile;
import org.keyferry.local.peers.DocumentKeyFile;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.PushFormat;

/**
 * What the apps of a region are started with: one set for all of them, since each reads what it
 * knows.
 *
 * @param values by canonical name
 */
public record AppSettings(Map<String, String> values) {
  /** The name under which phones know the key that signs export files. */
  public static final SigningKeyId SIGNING_KEY = new SigningKeyId("keyferry_local", "v1");

  /** The key that can be announced when the other one is to be replaced. */
  public static final SigningKeyId RESERVE_KEY = new SigningKeyId("keyferry_local", "v2");

  /** A key that signs from then on signs nothing until it is announced. */
  private static final String NOT_YET = "9999-01-01T00:00:00Z";

  /** Before the names under which the file keeps the apps' ports. */
  public static final String PORTS = "port.";

  /** The name under which the file keeps the region. */
  static final String HOME_REGION = "keyferry.gateway.home-region";

  /** Bucket of the object store. */
  public static final String OBJECT_BUCKET = "keyferry";

  /** An instance that keeps its name gets its partitions back at once, even after a kill. */
  private static final String INSTANCE = "local";

  /** What begins the names of ports of the federation gateway, all that a hub has of the apps. */
  private static final String FEDERATION = "federation";

  private static final Duration LONGEST_QUANTUM = Duration.ofMinutes(10);
  private static final Duration SHORT_BUCKET = Duration.ofMinutes(10);
  private static final Duration LONGEST_POLL = Duration.ofMinutes(1);

  public AppSettings {
    values = Map.copyOf(values);
  }

  /** The request's own settings, and before them those that follow from it. */
  static AppSettings of(BackendRequest request, DataDirectory data, Ports ports) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("spring.main.log-startup-info", "false");
    putConnections(values, data, ports);
    putPlan(values, request);
    putGateway(values, request, data);
    putProcessor(values, request, data);
    putExporter(values, data);
    putOrigin(values, request, data);
    putFederation(values, request, data);
    values.putAll(request.settings());
    if (values.containsKey("keyferry.time-stamps.authority")) {
      values.keySet().removeIf(name -> name.startsWith("keyferry.time-stamps.local-"));
    }
    ports
        .byName()
        .forEach((app, port) -> {
          if (!request.exchange().isHub() || app.startsWith(FEDERATION)) {
            values.put(portOf(app), String.valueOf(port));
          }
        });
    return new AppSettings(values);
  }

  private static void putConnections(Map<String, String> values, DataDirectory data, Ports ports) {
    var credentials = StoreCredentials.read(data.storeCredentials());
    values.put("keyferry.kafka.bootstrap-servers", "127.0.0.1:" + ports.kafka());
    values.put("keyferry.topics.replication-factor", "1");
    values.put("keyferry.s3.endpoint", "http://127.0.0.1:" + ports.s3());
    values.put("keyferry.s3.bucket", OBJECT_BUCKET);
    values.put("keyferry.s3.access-key", credentials.accessKey());
    values.put("keyferry.s3.secret-key", credentials.secretKey());
  }

  private static void putPlan(Map<String, String> values, BackendRequest request) {
    Map<String, Duration> feeds = new LinkedHashMap<>();
    feeds.put(request.region().code(), request.bucket());
    feeds.putAll(request.furtherFeeds());
    int number = 0;
    for (var feed : feeds.entrySet()) {
      String prefix = "keyferry.plan.feeds[" + number++ + "].";
      values.put(prefix + "id", feed.getKey());
      values.put(prefix + "region", request.region().code());
      values.put(prefix + "bucket", feed.getValue().toString());
      values.put(prefix + "minimum-batch-size", String.valueOf(request.minimumBatchSize()));
      int source = 0;
      for (Region other : request.exchange().regions()) {
        values.put(prefix + "from.include-origins[" + source++ + "]", other.code());
      }
    }
    for (Region neighbour : request.exchange().neighbours()) {
      String prefix = "keyferry.plan.feeds[" + number++ + "].";
      values.put(prefix + "id", "to-" + neighbour);
      values.put(prefix + "kind", "regional");
      putFeedFor(values, prefix, neighbour, request);
    }
    for (PushFormat hub : request.exchange().byHub().keySet()) {
      String prefix = "keyferry.plan.feeds[" + number++ + "].";
      values.put(prefix + "id", Exchange.feedFor(hub));
      values.put(prefix + "kind", "hub");
      putFeedFor(values, prefix, request.region(), request);
    }
    values.put("keyferry.plan.quantum", quantum(feeds.values()).toString());
  }

  /** What the backend of a neighbour or a hub is told. */
  private static void putFeedFor(
      Map<String, String> values, String prefix, Region region, BackendRequest request) {
    values.put(prefix + "region", region.code());
    values.put(prefix + "bucket", request.bucket().toString());
    values.put(prefix + "minimum-batch-size", String.valueOf(request.minimumBatchSize()));
    if (request.bucket().compareTo(SHORT_BUCKET) < 0) {
      // Whoever tries short buckets would not wait for a day until enough people travelled.
      values.put(prefix + "longest-wait", Duration.ZERO.toString());
    }
  }

  /** The longest one up to 10 minutes that divides every bucket. */
  private static Duration quantum(Collection<Duration> buckets) {
    var divisor = BigInteger.valueOf(LONGEST_QUANTUM.toSeconds());
    for (Duration bucket : buckets) {
      divisor = divisor.gcd(BigInteger.valueOf(bucket.toSeconds()));
    }
    return Duration.ofSeconds(divisor.longValueExact());
  }

  private static void putGateway(
      Map<String, String> values, BackendRequest request, DataDirectory data) {
    var profile = AuthorityProfile.read(data.authority());
    String authority = "keyferry.gateway.health-authorities[0].";
    values.put(HOME_REGION, request.region().code());
    values.put(authority + "id", profile.id());
    values.put(authority + "issuer", profile.issuer());
    values.put(authority + "audience", profile.audience());
    values.put(authority + "keys[0].id", profile.kid());
    values.put(
        authority + "keys[0].public-key-file", data.authority().resolve("public.pem").toString());
    int listed = 0;
    for (Region other : request.exchange().regions()) {
      values.put("keyferry.gateway.listed-regions[" + listed++ + "]", other.code());
    }
    values.put("keyferry.gateway.revision-keys[0].id", "1");
    values.put("keyferry.gateway.revision-keys[0].file", data.revisionKey().toString());
  }

  private static void putProcessor(
      Map<String, String> values, BackendRequest request, DataDirectory data) {
    String processor = "keyferry.processor.";
    values.put(processor + "home-region", request.region().code());
    values.put(processor + "embargo", request.embargo().toString());
    values.put(processor + "state-directory", data.streams().toString());
    values.put(processor + "padding-secret-file", data.paddingSecret().toString());
    values.put(processor + "group-instance-id", INSTANCE);
  }

  private static void putExporter(Map<String, String> values, DataDirectory data) {
    String exporter = "keyferry.exporter.";
    values.put(exporter + "instance", INSTANCE);
    values.put(exporter + "spool-directory", data.spool().toString());
    putSigningKey(values, exporter + "signing-keys[0].", RESERVE_KEY, data.reserveSigning());
    values.put(exporter + "signing-keys[0].from", NOT_YET);
    putSigningKey(values, exporter + "signing-keys[1].", SIGNING_KEY, data.signing());
    String stamps = "keyferry.time-stamps.local-";
    Path directory = data.timeStamps();
    values.put(
        stamps + "certificate", directory.resolve(DevelopmentTimeStamps.CERTIFICATE).toString());
    values.put(
        stamps + "private-key", directory.resolve(DevelopmentTimeStamps.PRIVATE_KEY).toString());
    values.put("keyferry.meta.configuration", data.configuration().toString());
    values.put("keyferry.meta.configuration-schema", data.configurationSchema().toString());
    values.put("keyferry.meta.authorities", data.authorities().toString());
  }

  private static void putOrigin(
      Map<String, String> values, BackendRequest request, DataDirectory data) {
    values.put("keyferry.origin.home-feed", request.region().code());
    values.put("keyferry.origin.cache.directory", data.held().toString());
  }

  private static void putFederation(
      Map<String, String> values, BackendRequest request, DataDirectory data) {
    String federation = "keyferry.federation-gateway.";
    Path certificate = data.federation();
    values.put(federation + "home-region", request.region().code());
    values.put(
        federation + "certificate-file",
        certificate.resolve(DevelopmentCertificate.CERTIFICATE).toString());
    values.put(
        federation + "private-key-file",
        certificate.resolve(DevelopmentCertificate.PRIVATE_KEY).toString());
    // Whoever tries short buckets wants to see them come.
    Duration poll = request.bucket().dividedBy(2);
    values.put(
        federation + "shortest-poll",
        (poll.compareTo(LONGEST_POLL) < 0 ? poll : LONGEST_POLL).toString());
    values.put(
        "keyferry.peers.document-keys[0]",
        new DocumentKeyFile(data.documentKey()).publicFile().toString());
    values.put("keyferry.peers.development", "true");
    request.exchange().serves().forEach(hub -> values.put("keyferry.hub." + hub.word(), "true"));
  }

  private static void putSigningKey(
      Map<String, String> values, String key, SigningKeyId name, Path directory) {
    values.put(key + "id", name.id());
    values.put(key + "version", name.version());
    values.put(key + "private-key-file", directory.resolve("private.pem").toString());
  }

  /** The name under which the file keeps the port of the app. */
  public static String portOf(String app) {
    return PORTS + app;
  }

  /** For the region's process. */
  void write(Path file) {
    var properties = new Properties();
    properties.putAll(values);
    var text = new StringWriter();
    try {
      properties.store(text, null);
      PrivateFiles.write(file, text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }
}

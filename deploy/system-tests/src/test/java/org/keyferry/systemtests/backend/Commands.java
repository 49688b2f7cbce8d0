package org.keyferry.systemtests.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.local.process.BrokerProcess;
import org.keyferry.local.process.ObjectStoreProcess;
import org.keyferry.systemtests.upload.HealthAuthority;

/** The command lines of the parts, and the files that they need. */
final class Commands {
  private static final String REGION = "NL";
  private static final String BUCKET = "keyferry";
  private static final String ACCESS_KEY = "system-tests";
  private static final String SECRET_KEY = "a-secret-of-system-tests";

  private final Path data;
  private final Map<Part, Integer> ports;
  private final BrokerCluster brokers;
  private final Map<String, String> settings;
  private final Starts starts;
  private final Map<Part, Extras> extras = new EnumMap<>(Part.class);

  /**
   * What one part has beside what all have.
   *
   * @param settings of its app
   * @param before what its command line begins with
   * @param environment variables
   */
  record Extras(
      Map<String, String> settings, List<String> before, Map<String, String> environment) {
    private static final Extras NONE = new Extras(Map.of(), List.of(), Map.of());
  }

  Commands(
      Path data,
      Map<Part, Integer> ports,
      BrokerCluster brokers,
      Map<String, String> settings,
      HealthAuthority authority,
      Starts starts) {
    this.data = data;
    this.starts = starts;
    this.ports = ports;
    this.brokers = brokers;
    this.settings = settings;
    var signing = PemFiles.newPair();
    PemFiles.write(privateKey(), "PRIVATE KEY", signing.getPrivate());
    PemFiles.write(publicKey(), "PUBLIC KEY", signing.getPublic());
    PemFiles.write(authorityKey(), "PUBLIC KEY", authority.publicKey());
    write(credentials(), "access-key=" + ACCESS_KEY + "\nsecret-key=" + SECRET_KEY + "\n");
    write(revisionKey(), "revision-key-of-the-system-tests");
    write(paddingSecret(), "a padding secret of the system tests, 32 bytes or more\n");
  }

  /** What that part has beside the others, from its next start on. */
  Extras extras(Part part) {
    return extras.getOrDefault(part, Extras.NONE);
  }

  void extras(Part part, Extras changed) {
    extras.put(part, changed);
  }

  /** Where a part keeps what only it reads: logs, stores, spool. */
  Path own(Part part) {
    return switch (part) {
      case BROKER -> data.resolve("kafka");
      case SECOND_BROKER, THIRD_BROKER -> data.resolve("kafka-" + part.instance());
      case STORE -> data.resolve("s3");
      case PROCESSOR, SECOND_PROCESSOR -> data.resolve("streams").resolve(part.instance());
      case EXPORTER, SECOND_EXPORTER -> data.resolve("spool").resolve(part.instance());
      case GATEWAY, ORIGIN -> throw new IllegalArgumentException(part + " keeps nothing");
    };
  }

  Path publicKey() {
    return data.resolve("signing/public.pem");
  }

  Path publicObjects() {
    return own(Part.STORE).resolve(BUCKET).resolve("public");
  }

  /** How clients of the object store reach it. */
  S3Settings store() {
    return new S3Settings(
        URI.create("http://127.0.0.1:" + port(Part.STORE)),
        null,
        BUCKET,
        true,
        ACCESS_KEY,
        SECRET_KEY,
        null);
  }

  private Path privateKey() {
    return data.resolve("signing/private.pem");
  }

  private Path authorityKey() {
    return data.resolve("authority/public.pem");
  }

  private Path credentials() {
    return data.resolve("s3.credentials");
  }

  private Path revisionKey() {
    return data.resolve("revision.key");
  }

  private Path paddingSecret() {
    return data.resolve("padding.secret");
  }

  List<String> of(Part part) {
    var command = new ArrayList<>(extras(part).before());
    command.addAll(
        switch (part) {
          case BROKER, SECOND_BROKER, THIRD_BROKER -> ours(part, BrokerProcess.class, broker(part));
          case STORE ->
              ours(
                  part,
                  ObjectStoreProcess.class,
                  List.of(own(part).toString(), port(part), credentials().toString(), BUCKET));
          case GATEWAY, PROCESSOR, EXPORTER, ORIGIN, SECOND_PROCESSOR, SECOND_EXPORTER -> app(part);
        });
    return command;
  }

  private List<String> broker(Part part) {
    var arguments = new ArrayList<>(List.of(own(part).toString(), port(part)));
    arguments.addAll(brokers.arguments(part));
    return arguments;
  }

  private List<String> ours(Part part, Class<?> main, List<String> arguments) {
    List<String> command = java(part);
    command.addAll(starts.ours(part.module(), main));
    command.add(String.valueOf(ProcessHandle.current().pid()));
    command.addAll(arguments);
    return command;
  }

  private List<String> app(Part part) {
    List<String> command = java(part);
    command.addAll(starts.app(part));
    settings(part).forEach((name, value) -> command.add("--" + name + "=" + value));
    return command;
  }

  private static List<String> java(Part part) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + part.heap(),
                "-XX:+ExitOnOutOfMemoryError",
                // Two cores are shared by seven processes and more.
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    if (part != Part.GATEWAY) {
      // Only the gateway computes so much that the second compiler is worth its own work.
      command.add("-XX:TieredStopAtLevel=1");
    }
    return command;
  }

  private Map<String, String> settings(Part part) {
    var all = new HashMap<>(settings);
    all.put("server.port", port(part));
    all.put("keyferry.kafka.bootstrap-servers", brokers.bootstrapServers());
    all.put("keyferry.topics.replication-factor", String.valueOf(brokers.count()));
    all.put("keyferry.s3.endpoint", "http://127.0.0.1:" + port(Part.STORE));
    all.put("keyferry.s3.bucket", BUCKET);
    all.put("keyferry.s3.access-key", ACCESS_KEY);
    all.put("keyferry.s3.secret-key", SECRET_KEY);
    all.putAll(ofApp(part));
    all.putAll(extras(part).settings());
    return all;
  }

  private Map<String, String> ofApp(Part part) {
    return switch (part) {
      case GATEWAY -> gateway();
      case PROCESSOR, SECOND_PROCESSOR -> processor(part);
      case EXPORTER, SECOND_EXPORTER -> exporter(part);
      default -> Map.of();
    };
  }

  private Map<String, String> gateway() {
    String authority = "keyferry.gateway.health-authorities[0].";
    return Map.of(
        "keyferry.gateway.home-region",
        REGION,
        authority + "id",
        HealthAuthority.APP,
        authority + "issuer",
        HealthAuthority.ISSUER,
        authority + "audience",
        HealthAuthority.AUDIENCE,
        authority + "keys[0].id",
        HealthAuthority.KEY_VERSION,
        authority + "keys[0].public-key-file",
        authorityKey().toString(),
        "keyferry.gateway.revision-keys[0].id",
        "1",
        "keyferry.gateway.revision-keys[0].file",
        revisionKey().toString());
  }

  private Map<String, String> processor(Part part) {
    return Map.of(
        "keyferry.processor.home-region",
        REGION,
        // What keeps its name over restarts gets its partitions back at once.
        "keyferry.processor.group-instance-id",
        part.instance(),
        "keyferry.processor.state-directory",
        own(part).toString(),
        "keyferry.processor.padding-secret-file",
        paddingSecret().toString());
  }

  private Map<String, String> exporter(Part part) {
    return Map.of(
        "keyferry.exporter.instance",
        part.instance(),
        "keyferry.exporter.spool-directory",
        own(part).toString(),
        "keyferry.exporter.signing-keys[0].id",
        "system_tests",
        "keyferry.exporter.signing-keys[0].private-key-file",
        privateKey().toString());
  }

  private String port(Part part) {
    return String.valueOf(ports.get(part));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + file, e);
    }
  }
}

package org.keyferry.systemtests.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<String, String> settings;

  Commands(
      Path data,
      Map<Part, Integer> ports,
      Map<String, String> settings,
      HealthAuthority authority) {
    this.data = data;
    this.ports = ports;
    this.settings = settings;
    var signing = PemFiles.newPair();
    PemFiles.write(privateKey(), "PRIVATE KEY", signing.getPrivate());
    PemFiles.write(publicKey(), "PUBLIC KEY", signing.getPublic());
    PemFiles.write(authorityKey(), "PUBLIC KEY", authority.publicKey());
    write(credentials(), "access-key=" + ACCESS_KEY + "\nsecret-key=" + SECRET_KEY + "\n");
    write(revisionKey(), "revision-key-of-the-system-tests");
    write(paddingSecret(), "a padding secret of the system tests, 32 bytes or more\n");
  }

  Path publicKey() {
    return data.resolve("signing/public.pem");
  }

  Path publicObjects() {
    return data.resolve("s3").resolve(BUCKET).resolve("public");
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
    return switch (part) {
      case BROKER ->
          ours(
              part,
              BrokerProcess.class,
              data.resolve("kafka").toString(),
              port(Part.BROKER),
              String.valueOf(FreePorts.next()));
      case STORE ->
          ours(
              part,
              ObjectStoreProcess.class,
              data.resolve("s3").toString(),
              port(Part.STORE),
              credentials().toString(),
              BUCKET);
      case GATEWAY, PROCESSOR, EXPORTER, ORIGIN, SECOND_PROCESSOR, SECOND_EXPORTER -> app(part);
    };
  }

  private List<String> ours(Part part, Class<?> main, String... arguments) {
    List<String> command = java(part);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.add(String.valueOf(ProcessHandle.current().pid()));
    command.addAll(List.of(arguments));
    return command;
  }

  private List<String> app(Part part) {
    List<String> command = java(part);
    command.add("-jar");
    command.add(Repository.executableJar(part).toString());
    settings(part).forEach((name, value) -> command.add("--" + name + "=" + value));
    return command;
  }

  private static List<String> java(Part part) {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + part.heap(),
            "-XX:+ExitOnOutOfMemoryError",
            // Two cores are shared by seven processes.
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
  }

  private Map<String, String> settings(Part part) {
    var all = new HashMap<>(settings);
    all.put("server.port", port(part));
    all.put("keyferry.kafka.bootstrap-servers", "127.0.0.1:" + port(Part.BROKER));
    all.put("keyferry.topics.replication-factor", "1");
    all.put("keyferry.s3.endpoint", "http://127.0.0.1:" + port(Part.STORE));
    all.put("keyferry.s3.bucket", BUCKET);
    all.put("keyferry.s3.access-key", ACCESS_KEY);
    all.put("keyferry.s3.secret-key", SECRET_KEY);
    all.putAll(own(part));
    return all;
  }

  private Map<String, String> own(Part part) {
    return switch (part) {
      case GATEWAY -> gateway();
      case PROCESSOR, SECOND_PROCESSOR -> processor(part.instance());
      case EXPORTER, SECOND_EXPORTER -> exporter(part.instance());
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

  private Map<String, String> processor(String instance) {
    return Map.of(
        "keyferry.processor.home-region",
        REGION,
        // What keeps its name over restarts gets its partitions back at once.
        "keyferry.processor.group-instance-id",
        instance,
        "keyferry.processor.state-directory",
        data.resolve("streams").resolve(instance).toString(),
        "keyferry.processor.padding-secret-file",
        paddingSecret().toString());
  }

  private Map<String, String> exporter(String instance) {
    return Map.of(
        "keyferry.exporter.instance",
        instance,
        "keyferry.exporter.spool-directory",
        data.resolve("spool").resolve(instance).toString(),
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

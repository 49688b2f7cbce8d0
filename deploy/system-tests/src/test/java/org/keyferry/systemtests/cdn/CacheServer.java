package org.keyferry.systemtests.cdn;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keyferry.bench.process.DebianProgram;
import org.keyferry.local.backend.FreePorts;
import org.keyferry.systemtests.backend.ChildProcess;
import org.keyferry.systemtests.backend.Repository;

/** A cache that runs with a configuration of the repository. */
final class CacheServer implements AutoCloseable {
  private final ChildProcess process;
  private final int port;
  private final Path directory;

  private CacheServer(ChildProcess process, int port, Path directory) {
    this.process = process;
    this.port = port;
    this.directory = directory;
    await(process + " to listen")
        .atMost(Duration.ofSeconds(30))
        .failFast(process + " ended", () -> !process.isAlive())
        .until(this::listens);
  }

  /**
   * nginx with {@code deploy/nginx/keyferry.conf.template}.
   *
   * @param rate requests a second that one address may send
   */
  static CacheServer nginx(URI origin, int rate) {
    var nginx = DebianProgram.find("nginx", packages("nginx"), "nginx");
    int port = FreePorts.next();
    Path directory = Repository.emptyRun("nginx-" + rate);
    Path configuration =
        configured(
            "deploy/nginx/keyferry.conf.template",
            directory,
            Map.of(
                "KEYFERRY_LISTEN", "127.0.0.1:" + port,
                "KEYFERRY_ORIGIN", origin.getAuthority(),
                "KEYFERRY_CACHE", directory.toString(),
                "KEYFERRY_RATE", String.valueOf(rate)));
    return start(
        "nginx",
        directory,
        port,
        nginx,
        List.of("-p", directory.toString(), "-c", configuration.toString()));
  }

  /** Varnish with {@code deploy/varnish/keyferry.vcl.template}. */
  static CacheServer varnish(URI origin) {
    var varnish =
        DebianProgram.find(
            "varnishd", packages("varnish"), "varnish", "libvarnishapi3", "libjemalloc2");
    int port = FreePorts.next();
    Path directory = Repository.emptyRun("varnish");
    Path configuration =
        configured(
            "deploy/varnish/keyferry.vcl.template",
            directory,
            Map.of(
                "KEYFERRY_ORIGIN_HOST", origin.getHost(),
                "KEYFERRY_ORIGIN_PORT", String.valueOf(origin.getPort())));
    return start(
        "varnish",
        directory,
        port,
        varnish,
        List.of(
            "-F",
            "-j",
            "none",
            "-a",
            "127.0.0.1:" + port,
            "-f",
            configuration.toString(),
            "-n",
            directory.resolve("work").toString(),
            "-s",
            "malloc,256m"));
  }

  private static CacheServer start(
      String name, Path directory, int port, DebianProgram program, List<String> arguments) {
    var command = new ArrayList<>(List.of(program.executable().toString()));
    command.addAll(arguments);
    var process =
        ChildProcess.start(name, directory.resolve("output.log"), command, program.environment());
    return new CacheServer(process, port, directory);
  }

  private static Path packages(String name) {
    return Repository.ROOT.resolve("deploy/system-tests/target/packages").resolve(name);
  }

  private static Path configured(String template, Path directory, Map<String, String> values) {
    try {
      String text = Files.readString(Repository.ROOT.resolve(template));
      for (var value : values.entrySet()) {
        text = text.replace("${" + value.getKey() + "}", value.getValue());
      }
      return Files.writeString(directory.resolve("configuration"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listens() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      // Not yet: that is what is waited for.
      return false;
    }
  }

  int port() {
    return port;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Everything that it keeps and has written. */
  Path directory() {
    return directory;
  }

  @Override
  public void close() {
    process.stop();
  }
}

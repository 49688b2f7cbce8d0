package org.keyferry.bench.origin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.keyferry.bench.process.ChildProgram;
import org.keyferry.bench.process.DebianProgram;
import org.keyferry.bench.process.Workplace;
import org.keyferry.local.backend.FreePorts;

/** nginx as it serves files of a directory fastest. */
final class PlainNginx implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      USER
      worker_processes auto;
      worker_rlimit_nofile 65536;
      daemon off;
      pid OWN/nginx.pid;
      error_log stderr alert;
      events { worker_connections 16384; }
      http {
        access_log off;
        sendfile on;
        tcp_nopush on;
        keepalive_requests 1000000000;
        open_file_cache max=100 inactive=1h;
        client_body_temp_path OWN/body;
        proxy_temp_path OWN/proxy;
        fastcgi_temp_path OWN/fastcgi;
        uwsgi_temp_path OWN/uwsgi;
        scgi_temp_path OWN/scgi;
        server {
          listen 127.0.0.1:PORT reuseport;
          root FILES;
          etag on;
        }
      }
      """;

  private final ChildProgram process;
  private final int port;

  private PlainNginx(ChildProgram process, int port) {
    this.process = process;
    this.port = port;
  }

  static PlainNginx start(Workplace workplace, DebianProgram nginx, Path files) throws IOException {
    Path own = Files.createDirectories(workplace.directory().resolve("nginx"));
    int port = FreePorts.next();
    Path configuration =
        Files.writeString(
            own.resolve("nginx.conf"),
            CONFIGURATION
                .replace("USER", user())
                .replace("OWN", own.toString())
                .replace("PORT", String.valueOf(port))
                .replace("FILES", files.toString()));
    var process =
        ChildProgram.start(
            workplace, nginx, List.of("-p", own.toString(), "-c", configuration.toString()), port);
    return new PlainNginx(process, port);
  }

  /** The workers of a root's nginx would be nobody, who may read nothing here. */
  static String user() {
    return "root".equals(System.getProperty("user.name")) ? "user root;" : "";
  }

  URI address(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  Duration cpuTime() {
    return process.cpuTime();
  }

  @Override
  public void close() {
    process.close();
  }
}

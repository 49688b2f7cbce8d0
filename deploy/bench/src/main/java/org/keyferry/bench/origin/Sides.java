package org.keyferry.bench.origin;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.keyferry.bench.origin.OriginPass.Side;
import org.keyferry.bench.process.App;

/**
 * The two that are compared.
 *
 * @param nginx with the files on its disk
 * @param app the origin
 */
record Sides(PlainNginx nginx, App app) {
  URI ofOrigin(String path) {
    return URI.create("http://127.0.0.1:" + app.address().getPort() + path);
  }

  URI ofNginx(String path) {
    return nginx.address(path);
  }

  Side originPass(OriginLoad load, Duration time, List<String> headers) throws IOException {
    return pass(load.wrk(), ofOrigin(load.path()), time, headers, app.process()::cpuTime);
  }

  Side nginxPass(OriginLoad load, Duration time, List<String> headers) throws IOException {
    return pass(load.wrk(), ofNginx(load.path()), time, headers, nginx::cpuTime);
  }

  private static Side pass(
      Wrk wrk, URI address, Duration time, List<String> headers, Supplier<Duration> cpu)
      throws IOException {
    Duration before = cpu.get();
    Wrk.Load load = wrk.load(address, time, headers);
    return new Side(load, cpu.get().minus(before));
  }
}

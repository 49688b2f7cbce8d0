package org.keyferry.local.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.backend.LocalAuthorities.LocalOrigin;
import org.keyferry.local.backend.RunDescriptor.RunningProcess;
import org.keyferry.wire.settings.InvalidSetting;

/**
 * A whole backend as child processes: broker, object store, and the apps of one region.
 *
 * <p>in: {@link BackendRequest}; out: processes, and {@code keyferry.json} for other commands
 */
public final class Backend implements AutoCloseable {
  private final DataDirectory data;
  private final DirectoryLock lock;
  private final List<ChildProcess> children = new ArrayList<>();
  private boolean closed;

  private Backend(DataDirectory data, DirectoryLock lock) {
    this.data = data;
    this.lock = lock;
  }

  /**
   * Takes the data directory; nothing runs yet.
   *
   * @throws CommandFailure if another backend has it
   */
  public static Backend on(DataDirectory data) {
    var lock = DirectoryLock.acquire(data);
    EarlierRun.awaitEnd(data);
    return new Backend(data, lock);
  }

  /**
   * Starts everything and returns when every app is ready.
   *
   * @throws InvalidSetting if an app would refuse a setting
   * @throws CommandFailure if the data is another region's, a process ends, or is not ready in time
   */
  public RunDescriptor start(BackendRequest request, Ports ports) {
    EarlierRegion.requireSame(data, request.region());
    LocalSecrets.ensure(data, request.region());
    writeAuthorities(request, ports);
    var settings = AppSettings.of(request, data, ports);
    SettingsCheck.require(settings);
    settings.write(data.regionSettings());
    var plans = new ChildPlans(data, ports, request.shortLived());
    start(plans.broker());
    start(plans.objectStore());
    var readiness = new Readiness(this::requireAllAlive);
    readiness.awaitPort("the broker", ports.kafka());
    readiness.awaitPort("the object store", ports.s3());
    return request.exchange().isHub()
        ? startHub(request, ports, readiness)
        : startRegion(request, settings, ports, readiness);
  }

  /** Of this backend; what the document says of others stays. */
  private void writeAuthorities(BackendRequest request, Ports ports) {
    if (request.exchange().isHub()) {
      return;
    }
    var own = new LocalOrigin(data, "http://127.0.0.1:" + ports.origin());
    try {
      new LocalAuthorities(Map.of(request.region(), own)).write(Clock.systemUTC().instant());
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + data.authorities(), e);
    }
  }

  private RunDescriptor startHub(BackendRequest request, Ports ports, Readiness readiness) {
    start(new ChildPlans(data, ports, request.shortLived()).region());
    var descriptor = describe(request, ports);
    readiness.awaitApp("the hub", ports.federationHealth());
    return descriptor;
  }

  private RunDescriptor startRegion(
      BackendRequest request, AppSettings settings, Ports ports, Readiness readiness) {
    var plans = new ChildPlans(data, ports, request.shortLived());
    var connect = ConnectWorker.find(data, ports);
    connect.write();
    start(plans.region());
    start(plans.connect(connect));
    var descriptor = describe(request, ports);
    readiness.awaitApp("the processor", ports.processor());
    readiness.awaitApp("the gateway", ports.gateway());
    readiness.awaitApp("the exporter", ports.exporter());
    readiness.awaitApp("the origin", ports.origin());
    readiness.awaitApp("the federation gateway", ports.federationHealth());
    new ConnectorDesk(URI.create(descriptor.connect()), readiness)
        .put(ConnectWorker.CONNECTOR, connect.connector(request, settings));
    return descriptor;
  }

  private synchronized void start(ChildPlan child) {
    if (closed) {
      throw new IllegalStateException("stopping");
    }
    children.add(ChildProcess.start(child, data));
  }

  private synchronized RunDescriptor describe(BackendRequest request, Ports ports) {
    Map<String, RunningProcess> processes = new LinkedHashMap<>();
    processes.put("launcher", RunningProcess.of(ProcessHandle.current()));
    children.forEach(child -> processes.put(child.name(), child.mark()));
    var descriptor = RunDescriptor.of(request, ports, processes);
    try {
      descriptor.write(data);
      return descriptor;
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + data.runDescriptor(), e);
    }
  }

  /**
   * Returns if every process still runs.
   *
   * @throws CommandFailure if one ended; it names the log
   */
  public synchronized void requireAllAlive() {
    for (ChildProcess child : children) {
      if (!closed && !child.isAlive()) {
        throw child.unexpectedEnd();
      }
    }
  }

  /**
   * Waits until a process ends, which none should before {@link #close}.
   *
   * @throws CommandFailure when one has ended by itself; it names the log
   */
  public void awaitEnd() {
    CompletableFuture.anyOf(ends()).join();
    requireAllAlive();
  }

  private synchronized CompletableFuture<?>[] ends() {
    return children.stream().map(ChildProcess::onExit).toArray(CompletableFuture[]::new);
  }

  /** Stops what runs: the newest first, so that apps can finish what they have begun. */
  @Override
  public void close() {
    List<ChildProcess> running = closing();
    running.stream().limit(1).forEach(ChildProcess::stop);
    running.forEach(ChildProcess::askToStop);
    running.forEach(ChildProcess::stop);
    try {
      Files.deleteIfExists(data.runDescriptor());
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not release " + data.root(), e);
    }
  }

  private synchronized List<ChildProcess> closing() {
    closed = true;
    return List.copyOf(children).reversed();
  }
}

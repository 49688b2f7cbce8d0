package org.keyferry.local.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.backend.RunDescriptor.RunningProcess;
import org.keyferry.wire.settings.InvalidSetting;
import org.springframework.util.FileSystemUtils;

/**
 * A whole backend as child processes: broker, object store, and the apps of one region.
 *
 * <p>in: {@link BackendRequest}; out: processes, and {@code keyferry.json} for other commands
 */
public final class Backend implements AutoCloseable {
  private final DataDirectory data;
  private final DirectoryLock lock;
  private final boolean isNew;

  /** Those of a stage need the ones of the stages before. */
  private final List<List<ChildProcess>> stages = new ArrayList<>();

  private boolean closed;

  private Backend(DataDirectory data, DirectoryLock lock, boolean isNew) {
    this.data = data;
    this.lock = lock;
    this.isNew = isNew;
  }

  /**
   * Takes the data directory; nothing runs yet.
   *
   * @throws CommandFailure if another backend has it
   */
  public static Backend on(DataDirectory data) {
    var lock = DirectoryLock.acquire(data);
    EarlierRun.awaitEnd(data);
    return new Backend(data, lock, false);
  }

  /**
   * Takes a directory that was made for it, and that goes again if nothing is ever started on it.
   *
   * @throws CommandFailure if another backend has it
   */
  public static Backend onNew(DataDirectory data) {
    return new Backend(data, DirectoryLock.acquire(data), true);
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
    var settings = AppSettings.of(request, data, ports);
    SettingsCheck.require(settings);
    settings.write(data.regionSettings());
    var plans = new ChildPlans(data, ports, request.shortLived());
    start(plans.broker(), plans.objectStore());
    var readiness = new Readiness(this::requireAllAlive);
    readiness.awaitPort("the broker", ports.kafka());
    readiness.awaitPort("the object store", ports.s3());
    return request.exchange().isHub()
        ? startHub(request, ports, readiness)
        : startRegion(request, settings, ports, readiness);
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
    start(plans.region(), plans.connect(connect));
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

  /** Starts processes that need those that were started before. */
  synchronized void start(ChildPlan... stage) {
    if (closed) {
      throw new IllegalStateException("stopping");
    }
    List<ChildProcess> started = new ArrayList<>();
    stages.add(started);
    for (ChildPlan child : stage) {
      started.add(ChildProcess.start(child, data));
    }
  }

  private Stream<ChildProcess> children() {
    return stages.stream().flatMap(List::stream);
  }

  private synchronized RunDescriptor describe(BackendRequest request, Ports ports) {
    Map<String, RunningProcess> processes = new LinkedHashMap<>();
    processes.put("launcher", RunningProcess.of(ProcessHandle.current()));
    children().forEach(child -> processes.put(child.name(), child.mark()));
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
    Optional<ChildProcess> ended = children().filter(child -> !child.isAlive()).findFirst();
    if (!closed && ended.isPresent()) {
      throw ended.get().unexpectedEnd();
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
    return children().map(ChildProcess::onExit).toArray(CompletableFuture[]::new);
  }

  /**
   * Stops what runs: the apps first, so that they can finish what they have begun, and broker and
   * store when nobody needs them any more.
   */
  @Override
  public void close() {
    for (List<ChildProcess> stage : closing()) {
      stage.forEach(ChildProcess::askToStop);
      stage.forEach(ChildProcess::stop);
    }
    try {
      Files.deleteIfExists(data.runDescriptor());
      if (isNew && stages.isEmpty()) {
        FileSystemUtils.deleteRecursively(data.root());
      }
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not release " + data.root(), e);
    }
  }

  private synchronized List<List<ChildProcess>> closing() {
    closed = true;
    return List.copyOf(stages).reversed();
  }
}

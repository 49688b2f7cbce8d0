package org.keyferry.systemtests.backend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.keyferry.systemtests.download.IndependentReader;
import org.keyferry.systemtests.download.PublicKeys;
import org.keyferry.systemtests.upload.HealthAuthority;
import org.keyferry.systemtests.upload.Phones;

/**
 * A whole backend of production jars, a process for each part, on free ports and a directory of its
 * own. Closing it stops all of it, and fails if anything is left.
 */
public final class Backend implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(10);

  private final Path run;
  private final HealthAuthority authority;
  private final Commands commands;
  private final Map<Part, Integer> ports = new EnumMap<>(Part.class);
  private final Map<Part, ChildProcess> processes = new EnumMap<>(Part.class);
  private Map<String, String> environment = Map.of();

  /**
   * Prepares it; nothing runs yet.
   *
   * @param name of the directory of logs below {@code target/runs}
   * @param settings of the apps, by canonical name, beyond those that say where everything is
   */
  public Backend(String name, Map<String, String> settings) {
    this(name, settings, InstantSource.system());
  }

  /**
   * Prepares one whose health authority and phones live by another clock; nothing runs yet.
   *
   * @param name of the directory of logs below {@code target/runs}
   * @param settings of the apps, by canonical name, beyond those that say where everything is
   */
  public Backend(String name, Map<String, String> settings, InstantSource clock) {
    run = Repository.emptyRun(name);
    authority = new HealthAuthority(clock);
    for (Part part : Part.values()) {
      ports.put(part, FreePorts.next());
    }
    commands = new Commands(run.resolve("data"), ports, settings, authority);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::killAll));
  }

  /** Variables of the environment that processes have which are started from now on. */
  public void environment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
  }

  /** The directory of everything that the parts keep, and of nothing else. */
  public Path data() {
    return run.resolve("data");
  }

  /** Starts everything and returns when all of it is ready. */
  public void startAll() {
    start(Part.BROKER);
    start(Part.STORE);
    Part.whole().stream().filter(Part::isApp).forEach(this::startUnready);
    Part.whole().forEach(this::awaitReady);
  }

  /** Starts what does not run, and returns when all of it is ready. */
  public void startMissing() {
    Part.whole().stream().filter(part -> !runs(part)).forEach(this::start);
    Part.whole().forEach(this::awaitReady);
  }

  /** Starts one part and returns when it is ready. */
  public void start(Part part) {
    startUnready(part);
    awaitReady(part);
  }

  /** Starts one part and returns at once. */
  public void startUnready(Part part) {
    if (runs(part)) {
      throw new IllegalStateException("runs already: " + processes.get(part));
    }
    processes.put(
        part, ChildProcess.start(part.module(), log(part), commands.of(part), environment));
  }

  private boolean runs(Part part) {
    var process = processes.get(part);
    return process != null && process.isAlive();
  }

  /** Our apps that run now. */
  public List<Part> runningApps() {
    return processes.keySet().stream().filter(Part::isApp).filter(this::runs).toList();
  }

  /** Returns when the part is ready. */
  public void awaitReady(Part part) {
    await(part + " to be ready")
        .atMost(LONGEST_START)
        .pollDelay(Duration.ZERO)
        .failFast(part + " ended", () -> !processes.get(part).isAlive())
        .until(() -> Probe.isReady(part, ports.get(part)));
  }

  /** {@code kill -9}; returns when the process is gone. */
  public void kill(Part part) {
    processes.get(part).kill();
  }

  /** SIGSTOP: the process does nothing until it is resumed, and notices nothing of it. */
  public void pause(Part part) {
    processes.get(part).signal("STOP");
  }

  /** SIGCONT: the process goes on as if no time had passed. */
  public void resume(Part part) {
    processes.get(part).signal("CONT");
  }

  /** SIGTERM; returns when the process is gone. */
  public void stop(Part part) {
    processes.get(part).stop();
  }

  /** SIGTERM to all apps at once, then to the store and the broker; returns when all are gone. */
  public void stopAll() {
    var apps = runningApps().stream().map(processes::get).toList();
    apps.forEach(ChildProcess::askToStop);
    apps.forEach(ChildProcess::stop);
    stop(Part.STORE);
    stop(Part.BROKER);
  }

  /** Base URL of an app, or of the object store. */
  public URI url(Part part) {
    return URI.create("http://127.0.0.1:" + ports.get(part));
  }

  /** Where phones upload to. */
  public URI publishUrl() {
    return url(Part.GATEWAY).resolve("/v1/publish");
  }

  /** Where Kafka clients connect. */
  public String bootstrapServers() {
    return "127.0.0.1:" + ports.get(Part.BROKER);
  }

  /** Phones whose uploads, of so many keys each, this backend accepts. */
  public Phones phones(int days, long seed) {
    return new Phones(authority, days, seed);
  }

  /** A stranger who follows a feed of this backend. */
  public IndependentReader reader(String feed) {
    return new IndependentReader(url(Part.ORIGIN), feed, signer());
  }

  /** Who signs the export files. */
  public PublicKey signer() {
    return PublicKeys.read(commands.publicKey());
  }

  /** The directory in which the store keeps what the origin serves. */
  public Path publicObjects() {
    return commands.publicObjects();
  }

  /**
   * A directory that tells {@code ./keyferry status} where everything is, as a launcher leaves it.
   */
  public Path describe() {
    String json =
        """
        {"region":"NL","gateway":"%s","origin":"%s","processor":"%s","exporter":"%s","kafka":"%s",
        "s3":"%s","processes":{}}\
        """
            .formatted(
                url(Part.GATEWAY),
                url(Part.ORIGIN),
                url(Part.PROCESSOR),
                url(Part.EXPORTER),
                bootstrapServers(),
                url(Part.STORE));
    try {
      return Files.writeString(run.resolve("keyferry.json"), json).getParent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What every process printed, by its name. */
  public List<Path> logs() {
    try (var files = Files.list(run.resolve("logs"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log(Part part) {
    String name = part.isSecond() ? part.module() + "-" + part.instance() : part.module();
    return run.resolve("logs").resolve(name + ".log");
  }

  /**
   * Stops everything, last started first, and deletes its data; the logs stay.
   *
   * @throws IllegalStateException if a process did not stop by itself or is left
   */
  @Override
  public void close() {
    try {
      EnumSet.allOf(Part.class).stream()
          .sorted(Comparator.reverseOrder())
          .map(processes::get)
          .filter(process -> process != null && process.isAlive())
          .forEach(ChildProcess::stop);
    } finally {
      killAll();
      Repository.delete(run.resolve("data"));
    }
    Leftovers.requireNone();
  }

  private void killAll() {
    processes.values().stream().filter(ChildProcess::isAlive).forEach(ChildProcess::kill);
  }
}

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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.local.backend.FreePorts;
import org.keyferry.systemtests.backend.Commands.Extras;
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
  private final List<Part> parts;
  private final BrokerCluster brokers;
  private final Map<Part, Integer> ports = new EnumMap<>(Part.class);
  private final Map<Part, ChildProcess> processes = new ConcurrentSkipListMap<>();
  private boolean closing;

  /**
   * Prepares it, one of each part; nothing runs yet.
   *
   * @param name of the directory of logs below {@code target/runs}
   * @param settings of the apps, by canonical name, beyond those that say where everything is
   */
  public Backend(String name, Map<String, String> settings) {
    this(name, settings, Part.whole(), InstantSource.system(), Starts.PACKAGED);
  }

  /**
   * Prepares one whose health authority and phones live by another clock; nothing runs yet.
   *
   * @param clock of theirs
   */
  public Backend(String name, Map<String, String> settings, InstantSource clock) {
    this(name, settings, Part.whole(), clock, Starts.PACKAGED);
  }

  /**
   * Prepares one whose parts start often, from what {@code ./keyferry} has for faster starts;
   * nothing runs yet.
   *
   * @param parts what belongs to it
   */
  public Backend(String name, Map<String, String> settings, List<Part> parts) {
    this(name, settings, parts, InstantSource.system(), TrainedStarts.ensure());
  }

  private Backend(
      String name,
      Map<String, String> settings,
      List<Part> parts,
      InstantSource clock,
      Starts starts) {
    this.parts = List.copyOf(parts);
    run = Repository.emptyRun(name);
    authority = new HealthAuthority(clock);
    for (Part part : Part.values()) {
      ports.put(part, FreePorts.next());
    }
    brokers = new BrokerCluster(parts, ports);
    commands = new Commands(run.resolve("data"), ports, brokers, settings, authority, starts);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::killAll));
  }

  /** Gives every part variables in its environment, from its next start on. */
  public void environment(Map<String, String> variables) {
    parts.forEach(part -> giveVariables(part, variables));
  }

  /** The directory of everything that the parts keep, and of nothing else. */
  public Path data() {
    return run.resolve("data");
  }

  /** Starts everything and returns when all of it is ready. */
  public void startAll() {
    parts.stream().filter(part -> !part.isApp()).forEach(this::startUnready);
    parts.stream().filter(part -> !part.isApp()).forEach(this::awaitReady);
    parts.stream().filter(Part::isApp).forEach(this::startUnready);
    awaitAllReady();
  }

  /** Starts what does not run, and returns when all of it is ready. */
  public void startMissing() {
    parts.stream().filter(part -> !runs(part)).forEach(this::start);
    awaitAllReady();
  }

  /** Returns when all of it is ready. */
  public void awaitAllReady() {
    parts.forEach(this::awaitReady);
  }

  /** What belongs to it. */
  public List<Part> parts() {
    return parts;
  }

  /** Has a part's process begin with that command, from its next start on. */
  public void startThrough(Part part, List<String> before) {
    var extras = commands.extras(part);
    commands.extras(part, new Extras(extras.settings(), before, extras.environment()));
  }

  /** Gives a part variables in its environment, from its next start on. */
  public void giveVariables(Part part, Map<String, String> environment) {
    var extras = commands.extras(part);
    commands.extras(part, new Extras(extras.settings(), extras.before(), environment));
  }

  /** Gives an app settings of its own, from its next start on. */
  public void giveSettings(Part app, Map<String, String> settings) {
    var extras = commands.extras(app);
    commands.extras(app, new Extras(settings, extras.before(), extras.environment()));
  }

  /** Starts one part and returns when it is ready. */
  public void start(Part part) {
    startUnready(part);
    awaitReady(part);
  }

  /** Starts one part and returns at once. */
  public synchronized void startUnready(Part part) {
    if (closing) {
      throw new IllegalStateException("it is being closed: " + part);
    }
    if (runs(part)) {
      throw new IllegalStateException("runs already: " + processes.get(part));
    }
    processes.put(
        part,
        ChildProcess.start(
            part.module(), log(part), commands.of(part), commands.extras(part).environment()));
  }

  /** Whether it has a process that has not ended. */
  public boolean runs(Part part) {
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
        .until(() -> isReady(part));
  }

  /** Whether the part runs and is ready. */
  public boolean isReady(Part part) {
    return runs(part) && Probe.isReady(part, ports.get(part));
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
    return brokers.bootstrapServers();
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

  /** How clients of the object store reach it. */
  public S3Settings store() {
    return commands.store();
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

  /** Where a part keeps what only it reads. */
  public Path directory(Part part) {
    return commands.own(part);
  }

  /** The port that a part listens on. */
  public int port(Part part) {
    return ports.get(part);
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
    String name = part.isFurther() ? part.module() + "-" + part.instance() : part.module();
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
      processes.entrySet().stream()
          .sorted(Map.Entry.<Part, ChildProcess>comparingByKey().reversed())
          // The last brokers of a cluster would wait for the others.
          .filter(running -> !running.getKey().isBroker() || brokers.count() == 1)
          .map(Map.Entry::getValue)
          .filter(ChildProcess::isAlive)
          .forEach(ChildProcess::stop);
    } finally {
      killAll();
      Repository.delete(run.resolve("data"));
    }
    Leftovers.requireNone();
  }

  private synchronized void killAll() {
    closing = true;
    processes.values().stream().filter(ChildProcess::isAlive).forEach(ChildProcess::kill);
  }
}

package org.keyferry.systemtests.command;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyferry.systemtests.backend.ChildProcess;
import org.keyferry.systemtests.download.IndependentReader;
import org.keyferry.systemtests.download.PublicKeys;

/** A backend that {@code ./keyferry up} runs, on free ports and with buckets of 10 s. */
public final class Up implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(4);
  private static final Duration LONGEST_END = Duration.ofMinutes(1);
  private static final Pattern URL = Pattern.compile("(\\w+)=(\\S+)");

  private final Path data;
  private final ChildProcess launcher;
  private final Map<String, String> urls;
  private final List<ProcessHandle> children;

  private Up(Path data, ChildProcess launcher) {
    this.data = data;
    this.launcher = launcher;
    String ready = awaitReadyLine(launcher);
    urls =
        URL.matcher(ready)
            .results()
            .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    children = launcher.descendants();
  }

  /** Starts it on the directory and returns when it says that it is ready. */
  public static Up start(Keyferry keyferry, Path data) {
    return start(keyferry, data, List.of());
  }

  /**
   * Starts it and returns when it says that it is ready.
   *
   * @param more arguments
   */
  public static Up start(Keyferry keyferry, Path data, List<String> more) {
    var all = new ArrayList<>(List.of(arguments(data, 0)));
    all.addAll(more);
    var launcher = keyferry.start(all.toArray(String[]::new));
    try {
      return new Up(data, launcher);
    } catch (RuntimeException e) {
      launcher.stop();
      throw e;
    }
  }

  /** The arguments of such a start, with a port for the gateway. */
  public static String[] arguments(Path data, int gatewayPort) {
    List<String> arguments =
        new ArrayList<>(
            List.of("up", "--data", data.toString(), "--bucket", "10s", "--min-batch", "20"));
    arguments.addAll(List.of("--gateway-port", String.valueOf(gatewayPort)));
    arguments.addAll(Keyferry.ANY_OTHER_PORTS);
    return arguments.toArray(String[]::new);
  }

  private static String awaitReadyLine(ChildProcess launcher) {
    return await("the line that says ready")
        .atMost(LONGEST_START)
        .failFast("ended: " + launcher, () -> !launcher.isAlive())
        .until(
            () -> launcher.output().lines().filter(line -> line.startsWith("ready ")).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Base URL of a part, by the name that the line has for it. */
  public URI url(String part) {
    return URI.create(urls.get(part));
  }

  /** Where it keeps everything. */
  public Path data() {
    return data;
  }

  /** A stranger who follows the region's feed. */
  public IndependentReader reader() {
    return reader("NL");
  }

  /** A stranger who follows a feed. */
  public IndependentReader reader(String feed) {
    return new IndependentReader(
        url("origin"), feed, PublicKeys.read(data.resolve("signing/public.pem")));
  }

  /** Ctrl-C; returns the exit code when the launcher is gone. */
  public int interrupt() {
    try {
      new ProcessBuilder("kill", "-INT", String.valueOf(launcher.pid()))
          .inheritIO()
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      throw new UncheckedIOException("no kill", e);
    }
    return launcher.awaitExit(LONGEST_END);
  }

  /** {@code kill -9} of the launcher alone. */
  public void killLauncher() {
    launcher.kill();
  }

  /** Returns when no process of it is left, for a minute at most. */
  public void awaitNothingLeft() {
    await("no process to be left").atMost(LONGEST_END).until(() -> alive().findAny().isEmpty());
  }

  @Override
  public void close() {
    launcher.stop();
    alive().forEach(ProcessHandle::destroyForcibly);
  }

  private Stream<ProcessHandle> alive() {
    return children.stream().filter(ProcessHandle::isAlive);
  }
}

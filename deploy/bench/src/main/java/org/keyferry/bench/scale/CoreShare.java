package org.keyferry.bench.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keyferry.bench.process.ChildJvm;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;

/**
 * The same part of the machine for each of two processes, whether one of them works or both: else
 * the one alone could use what the broker and the load leave of every core.
 *
 * <p>With four cores and more each has a core of its own. With fewer, and control groups of Linux,
 * each has a quota, so that both together leave a half of the cores to the others. Else nothing
 * bounds them, and only work for each second of processor time can be compared.
 */
public final class CoreShare implements AutoCloseable {
  /** So that a JVM has as many threads in every case. */
  public static final String ONE_CORE = "-XX:ActiveProcessorCount=1";

  private static final int PROCESSES = 2;
  private static final int CORES_TO_PIN = 2 * PROCESSES;
  private static final int PERIOD_MICROS = 100_000;
  private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup/cpu");

  private final int cores = Runtime.getRuntime().availableProcessors();
  private final Optional<Path> groups;
  private final List<Path> made = new ArrayList<>();

  private CoreShare(Optional<Path> groups) {
    this.groups = groups;
  }

  /** As this machine allows it. */
  public static CoreShare ofThisMachine() {
    return new CoreShare(
        Files.isWritable(CONTROL_GROUPS.resolve("cpu.cfs_quota_us"))
                || Files.isWritable(CONTROL_GROUPS.resolve("cgroup.procs"))
            ? Optional.of(CONTROL_GROUPS)
            : Optional.empty());
  }

  /** What each process has, in words. */
  public String inWords() {
    if (isPinned()) {
      return "a core of its own";
    }
    return groups.isPresent()
        ? String.format(
            Locale.ROOT, "a quota of %.2f cores", quotaMicros() / (double) PERIOD_MICROS)
        : "no bound, so that only keys for each second of processor time compare";
  }

  private boolean isPinned() {
    return cores >= CORES_TO_PIN;
  }

  private int quotaMicros() {
    return PERIOD_MICROS * cores / CORES_TO_PIN;
  }

  /**
   * Bounds a process, with all its threads.
   *
   * @param number 0 or 1, of the process among those that work at once
   */
  public void give(ChildJvm process, int number) {
    try {
      if (isPinned()) {
        pin(process, number);
      } else if (groups.isPresent()) {
        bound(process, groups.get());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not bound a process", e);
    }
  }

  private static void pin(ChildJvm process, int core) throws IOException {
    Process taskset =
        new ProcessBuilder("taskset", "-a", "-p", "-c", "" + core, "" + process.pid())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int code = taskset.onExit().join().exitValue();
    if (code != 0) {
      throw new CommandFailure(
          new Problem("taskset", "process " + process.pid(), "exit code 0", "" + code));
    }
  }

  private void bound(ChildJvm process, Path parent) throws IOException {
    Path group = parent.resolve("keyferry-bench-" + process.pid());
    Files.createDirectory(group);
    made.add(group);
    Files.writeString(group.resolve("cpu.cfs_period_us"), "" + PERIOD_MICROS);
    Files.writeString(group.resolve("cpu.cfs_quota_us"), "" + quotaMicros());
    Files.writeString(group.resolve("cgroup.procs"), "" + process.pid());
  }

  /** For when the processes have ended: what bounded them goes. */
  @Override
  public void close() {
    for (Path group : made) {
      try {
        Files.delete(group);
      } catch (IOException e) {
        throw new UncheckedIOException("could not remove " + group, e);
      }
    }
    made.clear();
  }
}

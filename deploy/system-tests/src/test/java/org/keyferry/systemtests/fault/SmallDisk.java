package org.keyferry.systemtests.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory on a disk of its own that can be full: a file system in memory, mounted where only
 * the processes that are started through it see it. It needs Linux, and either root or user
 * namespaces for everybody.
 */
public final class SmallDisk implements AutoCloseable {
  private static final String ROOM = "8g";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path directory;
  private final List<String> inside = new ArrayList<>();
  private final Process keeper;

  /** An empty disk, with room. */
  public SmallDisk(Path directory) {
    this.directory = directory;
    boolean root = "root".equals(System.getProperty("user.name"));
    try {
      Files.createDirectories(directory);
      keeper = keep(root);
    } catch (IOException e) {
      throw cantBe(e.toString(), e);
    }
    inside.addAll(List.of("nsenter", "--target", String.valueOf(keeper.pid()), "--mount"));
    if (!root) {
      inside.addAll(List.of("--user", "--preserve-credentials"));
    }
    inside.add("--");
  }

  /** The process that keeps the mount; it ends with this one. */
  private Process keep(boolean root) throws IOException {
    var command = new ArrayList<>(List.of("unshare", "--mount"));
    if (!root) {
      command.addAll(List.of("--user", "--map-root-user"));
    }
    String script = "mount -t tmpfs -o size=" + ROOM + " tmpfs \"$0\" && echo mounted && exec cat";
    command.addAll(List.of("sh", "-c", script, directory.toString()));
    Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = started.inputReader(UTF_8).readLine();
    if (!"mounted".equals(told)) {
      started.destroyForcibly();
      throw cantBe(told, null);
    }
    return started;
  }

  private static IllegalStateException cantBe(String why, IOException cause) {
    return new IllegalStateException(
        "This machine can't make a small disk, so the guarantees on full disks are not tested: "
            + why
            + ". It takes Linux with unshare, nsenter and mount, as root or with user namespaces;"
            + " leave these tests out with -Dexcluded.test.tags=long,containers,machine",
        cause);
  }

  /** What a process that sees the disk has to be started through. */
  public List<String> entrance() {
    return List.copyOf(inside);
  }

  /** From now on nothing more can be written to it. */
  public void fill() {
    await("the disk to be full")
        .atMost(PATIENCE)
        // What is written in between makes it fail.
        .until(() ->
            run(
                "mount -o remount,size=$(df --output=used -k \"$0\" | tail -n 1 | tr -d ' ')k"
                    + " \"$0\""));
  }

  /** There is room again. */
  public void makeRoom() {
    if (!run("mount -o remount,size=" + ROOM + " \"$0\"")) {
      throw new IllegalStateException("no room could be made in " + directory);
    }
  }

  private boolean run(String script) {
    var command = new ArrayList<>(inside);
    command.addAll(List.of("sh", "-c", script, directory.toString()));
    try {
      // Only whether it succeeded counts: where others write, several attempts are usual.
      return new ProcessBuilder(command)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    keeper.destroyForcibly().onExit().join();
  }
}

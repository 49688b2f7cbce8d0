package org.keyferry.systemtests.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/**
 * A wall clock that can be set, for one process: a library that is preloaded into it adds what a
 * file says to whatever the machine's clock says. It needs Linux and a C compiler.
 */
final class SteppedClock {
  private static final String SOURCE = "stepped-clock.c";

  private final Path library;
  private final Path step;

  private SteppedClock(Path library, Path step) {
    this.library = library;
    this.step = step;
    set(Duration.ZERO);
  }

  /** The clocks of several processes. */
  static final class Maker {
    private final Path directory;
    private final Path library;

    /**
     * @param directory for what the processes need
     */
    Maker(Path directory) {
      this.directory = directory;
      this.library = directory.resolve("stepped-clock.so");
      try (InputStream source = SteppedClock.class.getResourceAsStream("/" + SOURCE)) {
        Path copy = Files.createDirectories(directory).resolve(SOURCE);
        Files.write(copy, source.readAllBytes());
        compile(copy);
      } catch (IOException e) {
        throw cantBe(e.toString(), e);
      }
    }

    private void compile(Path source) throws IOException {
      int exitCode =
          new ProcessBuilder(
                  "cc",
                  "-shared",
                  "-fPIC",
                  "-O2",
                  "-o",
                  library.toString(),
                  source.toString(),
                  "-ldl")
              .inheritIO()
              .start()
              .onExit()
              .join()
              .exitValue();
      if (exitCode != 0) {
        throw cantBe("the C compiler ended with " + exitCode, null);
      }
    }

    /** The clock of a process of that name. */
    SteppedClock of(String process) {
      return new SteppedClock(library, directory.resolve(process + ".clock"));
    }

    private static IllegalStateException cantBe(String why, IOException cause) {
      return new IllegalStateException(
          "Clocks can't be stepped on this machine, so the guarantees on clocks are not tested: "
              + why
              + ". It takes Linux and a C compiler named cc; leave these tests out with"
              + " -Dexcluded.test.tags=long,containers,machine",
          cause);
    }
  }

  /** What the environment of the process has to say. */
  Map<String, String> variables() {
    return Map.of("LD_PRELOAD", library.toString(), "STEPPED_CLOCK", step.toString());
  }

  /** From now on the clock is so much ahead of the machine's, or behind. */
  void set(Duration ahead) {
    var nanos = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
    nanos.putLong(ahead.toNanos()).flip();
    try (var file = FileChannel.open(step, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // Eight bytes at once: no process sees half of it.
      file.write(nanos, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

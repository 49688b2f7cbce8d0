package org.keyferry.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.demo.Regions;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.Region;
import picocli.CommandLine.ExitCode;

class UntilInterruptedTest {
  private static final int FILES = 2000;

  @TempDir private Path directory;

  private final StringWriter printed = new StringWriter();
  private final PrintWriter out = new PrintWriter(printed);

  @Test
  void anInterruptionWhileTheEndIsAwaitedRemovesTheDirectoryOnce() throws Exception {
    var data = DataDirectory.ensure(directory.resolve("demo"));
    for (int file = 0; file < FILES; file++) {
      Files.createFile(data.logs().resolve(file + ".log"));
    }
    var demo = new DemoRun(Regions.on(data, List.of(new Region("NL"))), data, true);
    var firstProcessEnds = new CountDownLatch(1);
    var run =
        new UntilInterrupted(
            () -> {
              firstProcessEnds.countDown();
              demo.close();
            },
            out);
    var hook = CompletableFuture.runAsync(run::interrupt);

    int code =
        run.run(() -> {
          firstProcessEnds.await();
          return ExitCode.OK;
        });

    hook.join();
    assertThat(code).isEqualTo(ExitCode.OK);
    assertThat(data.root()).doesNotExist();
    assertThat(printed.toString()).isEqualToIgnoringNewLines("keyferry: interrupted, stopping");
  }

  @Test
  void whatFailsBecauseOfAnInterruptionIsNotTold() throws Exception {
    var stopping = new CountDownLatch(1);
    var run = new UntilInterrupted(stopping::countDown, out);
    var hook = CompletableFuture.runAsync(run::interrupt);

    int code =
        run.run(() -> {
          stopping.await();
          throw failure();
        });

    hook.join();
    assertThat(code).isEqualTo(ExitCode.SOFTWARE);
    assertThat(printed.toString()).isEqualToIgnoringNewLines("keyferry: interrupted, stopping");
  }

  @Test
  void aFailureOfTheWorkIsThrownWhenEverythingHasStopped() {
    var stopped = new CountDownLatch(1);
    var run = new UntilInterrupted(stopped::countDown, out);

    assertThatThrownBy(() ->
            run.run(() -> {
              throw failure();
            }))
        .isInstanceOf(CommandFailure.class);
    run.interrupt();

    assertThat(stopped.getCount()).isZero();
    assertThat(printed.toString()).isEmpty();
  }

  @Test
  void whatCouldNotBeStoppedIsTold() {
    var run =
        new UntilInterrupted(
            () -> {
              throw new IOException("busy");
            },
            out);

    run.interrupt();

    assertThat(printed.toString()).contains("could not stop everything", "busy");
  }

  private static CommandFailure failure() {
    return new CommandFailure(new Problem("answer", "NL/index.txt", "status 200", "status 503"));
  }
}

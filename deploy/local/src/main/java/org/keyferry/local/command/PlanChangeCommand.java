package org.keyferry.local.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.keyferry.local.plan.PlanDesk;
import org.keyferry.local.plan.PlanFile;
import org.keyferry.local.plan.PlanStatus;
import org.keyferry.wire.feed.PlanTimeline;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./keyferry plan change FILE}: other feeds, from a boundary ahead, without a restart.
 *
 * <p>in: a YAML file; out: {@code feeds.plan}, and a line that tells when it takes effect
 */
@Command(
    name = "change",
    description = "Makes the feeds those of the file, from a boundary ahead, without a restart.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PlanChangeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "YAML with keyferry.plan.feeds, all of them.")
  private Path file;

  @Mixin private RunningBackend backend;

  @Mixin private PlanTarget target;

  @ArgGroup private When when = new When();

  @Spec private CommandSpec spec;

  /** More than the processors demand, as the change needs some time to get to the broker. */
  private static final Duration SHORTEST_NOTICE = PlanTimeline.SHORTEST_NOTICE.multipliedBy(2);

  /** Not before when it takes effect. */
  static final class When {
    @Option(
        names = "--notice",
        paramLabel = "DURATION",
        converter = DurationText.class,
        description =
            "How far ahead it takes effect at least, so that every instance knows of it"
                + " (default: 10m; 10s or more).")
    private Duration notice = Duration.ofMinutes(10);

    @Option(
        names = "--from",
        paramLabel = "INSTANT",
        description = "When it takes effect at the earliest, such as 2027-01-01T00:00:00Z.")
    private Instant from;

    Instant notBefore(Instant now) {
      // Rounded up, or the notice would be a second short.
      return from != null ? from : Instant.ofEpochSecond(now.plus(notice).getEpochSecond() + 1);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (when.notice.compareTo(SHORTEST_NOTICE) < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--notice: expected "
              + SHORTEST_NOTICE.toSeconds()
              + "s or more, got "
              + when.notice.toSeconds()
              + "s");
    }
    PlanDesk desk = target.desk(backend);
    PlanStatus plan = desk.plan();
    var settings = PlanFile.read(file, plan.quantum());
    PlanStatus.Version version =
        desk.change(settings, plan, when.notBefore(Clock.systemUTC().instant()));
    String taken =
        "version "
            + version.number()
            + " takes effect at "
            + version.effectiveFrom()
            + ": "
            + version.feeds().stream().map(PlanStatus.Feed::id).collect(Collectors.joining(", "));
    backend.print(version, spec.commandLine().getOut(), out -> out.println(taken));
    return ExitCode.OK;
  }
}

package org.keyferry.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.keyferry.client.PollResult;
import org.keyferry.client.ReferenceClient;
import org.keyferry.client.design.KeyMatcher;
import org.keyferry.client.fetch.DirectTransport;
import org.keyferry.client.fetch.MeteredTransport;
import org.keyferry.client.fetch.Transport;
import org.keyferry.client.follow.FeedAddress;
import org.keyferry.client.poll.PollSchedule;
import org.keyferry.client.region.Discovery;
import org.keyferry.client.state.DayBytes;
import org.keyferry.client.state.Pace;
import org.keyferry.client.state.StateStore;
import org.keyferry.local.client.PollReport;
import org.keyferry.wire.key.Region;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./keyferry client}: does what an app does, without a screen.
 *
 * <p>in: HTTP of origins; out: what was fetched, verified and matched
 */
@Command(
    name = "client",
    description = {
      "Follows regions as an app does: fetches, verifies and matches.",
      "Exit code 1 means that a region was refused or could not be asked."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ClientCommand implements Callable<Integer> {
  @Mixin private ClientOptions options;

  @Option(names = "--once", description = "Polls once, instead of as often as the regions ask for.")
  private boolean once;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat output;

  @Spec private CommandSpec spec;

  private final Clock clock = Clock.systemUTC();
  private int failures;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (options.problem() != null) {
      throw new ParameterException(spec.commandLine(), options.problem());
    }
    var random = new SecureRandom();
    StateStore states = options.states();
    try (var direct = new DirectTransport()) {
      Transport transport =
          new MeteredTransport(direct, states, clock, MeteredTransport.BUDGET, this::tellBudget);
      var discovery = new Discovery(options.mirrors(), options.keys(), transport, states, clock);
      var client = new ReferenceClient(transport, states, clock, random);
      var matcher = new KeyMatcher(options.heard());
      while (true) {
        var wrong = discovery.refresh();
        var results =
            client.poll(options.followed(), region -> address(discovery, region), matcher);
        var report =
            PollReport.of(
                clock.instant(), results, wrong, matcher.matches().count(), states.traffic());
        if (once) {
          print(report);
          return report.isRight() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
        Instant next = next(new PollSchedule(random), report, results);
        print(report.withNext(next));
        awaitUntil(next);
      }
    }
  }

  private Optional<FeedAddress> address(Discovery discovery, Region region) {
    try {
      var found = discovery.find(region);
      return found.isPresent() ? found : options.belowBase(region);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Instant next(PollSchedule schedule, PollReport report, Map<Region, PollResult> results) {
    Pace soonest =
        results.values().stream()
            .flatMap(result ->
                result instanceof PollResult.Polled polled
                    ? Optional.of(polled.poll().pace()).stream()
                    : Optional.<Pace>empty().stream())
            .min((one, other) -> one.next().compareTo(other.next()))
            .orElse(Pace.DEFAULT);
    failures = report.isRight() ? 0 : failures + 1;
    return failures == 0
        ? schedule.afterSuccess(clock.instant(), soonest)
        : schedule.afterFailure(clock.instant(), failures, soonest);
  }

  /** Until then, or until the thread is interrupted. */
  private void awaitUntil(Instant next) throws InterruptedException {
    var never = new CountDownLatch(1);
    boolean ended =
        never.await(Duration.between(clock.instant(), next).toMillis(), TimeUnit.MILLISECONDS);
    if (ended) {
      throw new IllegalStateException("nothing ends the wait but its time");
    }
  }

  private void print(PollReport report) {
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case TEXT -> report.print(out);
      case JSON -> out.println(JsonMapper.shared().writeValueAsString(report));
    }
    out.flush();
  }

  private void tellBudget(DayBytes day) {
    spec.commandLine()
        .getErr()
        .println(
            "keyferry: %d bytes loaded on %s, more than the budget of %d a day"
                .formatted(day.bytes(), day.day(), MeteredTransport.BUDGET));
  }
}

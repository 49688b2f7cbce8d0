package org.keyferry.local.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.keyferry.local.batches.CommandResult;
import org.keyferry.local.keys.SigningAnew;
import org.keyferry.local.keys.SigningKeyList;
import org.keyferry.local.keys.TermDecision;
import org.keyferry.wire.feed.CommandShape;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./keyferry keys}: the signing keys of a running backend, and how one follows another.
 *
 * <p>in: id and version of a key; out: tables or JSON, decisions that the exporter follows
 */
@Command(
    name = "keys",
    description = "Lists, announces, retires and revokes signing keys.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND")
public final class KeysCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /** Which key. */
  static final class Key {
    @Parameters(index = "0", paramLabel = "ID", description = "The key's id, such as 204.")
    private String id;

    @Parameters(index = "1", paramLabel = "VERSION", description = "Its version, such as v2.")
    private String version;
  }

  @Command(
      name = "list",
      description = "Lists the keys of the settings, and what each does now.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int list(@Mixin RunningBackend backend, @Mixin KeysTarget target)
      throws IOException, InterruptedException {
    var keys = SigningKeyList.of(target.exporter(backend));
    backend.print(keys, out(), text -> keys.table().print(text));
    return ExitCode.OK;
  }

  @Command(
      name = "announce",
      description = "Has a key of the settings sign beside the others from an instant ahead.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int announce(
      @Mixin RunningBackend backend,
      @Mixin KeysTarget target,
      @Mixin Key key,
      @Option(
              names = "--from",
              required = true,
              paramLabel = "INSTANT",
              description = "Such as 2027-01-01T00:00:00Z; leave phones time to learn of the key.")
          Instant from)
      throws IOException, InterruptedException {
    decision(backend, target).announce(key.id, key.version, from);
    return list(backend, target);
  }

  @Command(
      name = "retire",
      description = "Has a key sign no more from an instant ahead; files that it signed stay.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int retire(
      @Mixin RunningBackend backend,
      @Mixin KeysTarget target,
      @Mixin Key key,
      @Option(
              names = "--thru",
              required = true,
              paramLabel = "INSTANT",
              description = "Such as 2027-02-01T00:00:00Z; another key has to sign then.")
          Instant thru)
      throws IOException, InterruptedException {
    decision(backend, target).retire(key.id, key.version, thru);
    return list(backend, target);
  }

  @Command(
      name = "revoke",
      description = {
        "Ends a key that was compromised, and replaces the batches that it signed.",
        "It signs nothing more, and the other keys sign the batches that take their places. Given",
        "again, it goes on where it ended."
      },
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int revoke(
      @Mixin RunningBackend backend,
      @Mixin KeysTarget target,
      @Mixin Key key,
      @Option(
              names = "--reason",
              required = true,
              paramLabel = "TEXT",
              description = "For operators, kept with key and batches.")
          String reason,
      @Option(
              names = "--wait",
              paramLabel = "DURATION",
              defaultValue = "5m",
              converter = DurationText.class,
              description = "How long to wait for the next batch (default: ${DEFAULT-VALUE}).")
          Duration patience)
      throws IOException, InterruptedException {
    if (reason.length() > CommandShape.LONGEST_REASON) {
      throw new ParameterException(
          spec.commandLine(),
          "--reason: expected at most " + CommandShape.LONGEST_REASON + " characters");
    }
    long begin = System.nanoTime();
    decision(backend, target).revoke(key.id, key.version, reason);
    var results =
        new SigningAnew(target.kafka(backend), patience).replaceAll(key.id, key.version, reason);
    var took = Duration.ofNanos(System.nanoTime() - begin);
    backend.print(results, out(), text -> tell(results, took, text));
    return results.stream().allMatch(CommandResult::isDone) ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static void tell(List<CommandResult> results, Duration took, PrintWriter text) {
    long done = results.stream().filter(CommandResult::isDone).count();
    text.println(
        "revoked; signed anew: "
            + done
            + " of "
            + results.size()
            + " batches in "
            + took.toMillis() / 1000.0
            + " s");
    results.stream()
        .filter(result -> !result.isDone())
        .forEach(result -> text.println("refused: " + result.refusal()));
  }

  private static TermDecision decision(RunningBackend backend, KeysTarget target)
      throws IOException {
    return new TermDecision(target.kafka(backend), target.exporter(backend), Clock.systemUTC());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}

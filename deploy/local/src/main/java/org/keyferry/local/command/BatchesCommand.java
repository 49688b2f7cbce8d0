package org.keyferry.local.command;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.event.v1.CorrectBatch;
import org.keyferry.event.v1.FeedCommand;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.RebuildBatch;
import org.keyferry.event.v1.WithdrawBatch;
import org.keyferry.local.batches.BatchText;
import org.keyferry.local.batches.BatchView;
import org.keyferry.local.batches.CommandResult;
import org.keyferry.local.batches.CommandRun;
import org.keyferry.local.batches.KeyDigests;
import org.keyferry.local.batches.PublishedList;
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
 * {@code ./keyferry batches}: the published batches of a running backend, and commands on them.
 *
 * <p>in: feed and number; out: tables or JSON; exit code 1 if a command was refused
 */
@Command(
    name = "batches",
    description = "Lists, shows, rebuilds, withdraws and corrects published batches.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND")
public final class BatchesCommand implements Runnable {
  private static final String FEED = "The feed's id, such as NL.";
  private static final String NUMBER = "The batch's number in its feed.";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  @Command(
      name = "list",
      description = "Lists all batches that are not expired.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int list(
      @Mixin BatchesTarget target,
      @Option(names = "--feed", paramLabel = "FEED", description = "Only those of the feed.")
          String feed)
      throws IOException {
    var all = PublishedList.read(target.kafka());
    var shown =
        all.stream()
            .filter(batch -> feed == null || batch.getFeed().equals(feed))
            .map(batch -> BatchView.of(batch, all))
            .toList();
    target.print(shown, out(), text -> BatchText.list(shown, text));
    return ExitCode.OK;
  }

  @Command(
      name = "show",
      description = "Shows one batch with its files.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int show(
      @Mixin BatchesTarget target,
      @Parameters(paramLabel = "FEED", description = FEED) String feed,
      @Parameters(paramLabel = "NUMBER", description = NUMBER) long sequence)
      throws IOException {
    var all = PublishedList.read(target.kafka());
    var shown = BatchView.of(PublishedList.find(all, feed, sequence), all);
    target.print(shown, out(), text -> BatchText.show(shown, text));
    return ExitCode.OK;
  }

  @Command(
      name = "rebuild",
      description = {
        "Stores files again that the object store lost, with the same bytes.",
        "Never replaces a file that is there."
      },
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int rebuild(
      @Mixin BatchesTarget target,
      @Mixin Given given,
      @Parameters(paramLabel = "FEED", description = FEED) String feed,
      @Parameters(
              paramLabel = "NUMBER",
              arity = "0..1",
              description = "The batch's number; all batches of the feed if it is left out.")
          Long sequence)
      throws IOException, InterruptedException {
    KafkaSettings kafka = target.kafka();
    if (sequence == null && given.id != null) {
      throw new ParameterException(spec.commandLine(), "--id: expected NUMBER with it, got none");
    }
    var sequences = sequence == null ? rebuildable(kafka, feed) : Stream.of(sequence);
    return give(
        target,
        given,
        sequences
            .map(each ->
                given.command(feed).setRebuild(RebuildBatch.newBuilder().setSequence(each)).build())
            .toList());
  }

  private static Stream<Long> rebuildable(KafkaSettings kafka, String feed) {
    return PublishedList.read(kafka).stream()
        .filter(batch -> batch.getFeed().equals(feed))
        .filter(batch -> batch.getObjectsCount() > 0 && !batch.hasWithdrawal())
        .map(PublishedBatch::getSequence);
  }

  @Command(
      name = "withdraw",
      description = "Takes a batch out of its index; its files go when caches have forgotten it.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int withdraw(
      @Mixin BatchesTarget target,
      @Mixin Given given,
      @Mixin Reason reason,
      @Parameters(paramLabel = "FEED", description = FEED) String feed,
      @Parameters(paramLabel = "NUMBER", description = NUMBER) long sequence)
      throws IOException, InterruptedException {
    var withdraw = WithdrawBatch.newBuilder().setSequence(sequence).setReason(reason.text);
    return give(target, given, List.of(given.command(feed).setWithdraw(withdraw).build()));
  }

  @Command(
      name = "correct",
      description = {
        "Replaces a batch by one that phones take for new.",
        "It has the same keys, without those of a file, and the keys that sign now sign it."
      },
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int correct(
      @Mixin BatchesTarget target,
      @Mixin Given given,
      @Mixin Change change,
      @Parameters(paramLabel = "FEED", description = FEED) String feed,
      @Parameters(paramLabel = "NUMBER", description = NUMBER) long sequence)
      throws IOException, InterruptedException {
    List<ByteString> leftOut =
        change.withoutKeys == null ? List.of() : KeyDigests.of(change.withoutKeys);
    var correct =
        CorrectBatch.newBuilder()
            .setSequence(sequence)
            .setReason(change.reason)
            .addAllWithoutKeySha256(leftOut);
    return give(target, given, List.of(given.command(feed).setCorrect(correct).build()));
  }

  /** How a command is given. */
  static final class Given {
    @Option(
        names = "--id",
        paramLabel = "UUID",
        description = "Id of the command; the same again does nothing (default: a new one).")
    private UUID id;

    @Option(
        names = "--wait",
        paramLabel = "DURATION",
        defaultValue = "2m",
        converter = DurationText.class,
        description = "How long to wait for the outcome (default: ${DEFAULT-VALUE}).")
    private Duration patience;

    private FeedCommand.Builder command(String feed) {
      UUID chosen = id == null ? UUID.randomUUID() : id;
      return FeedCommand.newBuilder().setFeed(feed).setId(chosen.toString());
    }
  }

  /** Why a batch is changed. */
  static final class Reason {
    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "For operators, kept with the batch.")
    private String text;
  }

  /** What is to be changed, and why. */
  static final class Change {
    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "For operators, kept with the batch.")
    private String reason;

    @Option(
        names = "--without-keys",
        paramLabel = "FILE",
        description = "Keys to leave out, one in each line, in Base64 or hex (default: none).")
    private Path withoutKeys;
  }

  private int give(BatchesTarget target, Given given, List<FeedCommand> commands)
      throws IOException, InterruptedException {
    for (FeedCommand command : commands) {
      CommandShape.problem(command)
          .ifPresent(problem -> {
            throw new ParameterException(spec.commandLine(), problem.toString());
          });
    }
    var results = new CommandRun(target.kafka(), given.patience).run(commands);
    target.print(results, out(), text -> results.forEach(result -> tell(result, text)));
    return results.stream().allMatch(CommandResult::isDone) ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static void tell(CommandResult result, PrintWriter text) {
    text.println(
        result.isDone()
            ? "done as "
                + result.feed()
                + "/"
                + result.number()
                + ", stored files: "
                + result.storedObjects()
            : "refused: " + result.refusal());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}

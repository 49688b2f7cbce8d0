package org.keyferry.local.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.keyferry.wire.peer.PeersDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ./keyferry peers publish}: the file becomes the next version of the document.
 *
 * <p>in: the file and a private key; out: a record of {@code peers.documents}
 */
@Command(
    name = "publish",
    description =
        "Signs the file as the next version of the document, publishes it, and reads it" + " back.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PeersPublishCommand implements Callable<Integer> {
  @Mixin private PeersDraft draft;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The private key that signs it (default: private.pem of --peers).")
  private Path key;

  @Option(
      names = "--expires-in",
      paramLabel = "DURATION",
      defaultValue = "90d",
      converter = DurationText.class,
      description = "How long it is in effect, 1m to 400d (default: ${DEFAULT-VALUE}).")
  private Duration validity;

  @Mixin private PeersTarget target;

  @Mixin private RunningBackend backend;

  @Spec private CommandSpec spec;

  private static final Duration SHORTEST = Duration.ofMinutes(1);

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (validity.compareTo(SHORTEST) < 0 || validity.compareTo(PeersDocument.LONGEST) > 0) {
      throw new ParameterException(
          spec.commandLine(), "--expires-in: expected 1m to 400d, got " + validity);
    }
    PeersDraft here = draft.of(backend);
    var federation = here.file().read();
    var signer = here.key(key).signer();
    var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
    PeersDocument document = target.desk(backend, here).publish(federation, signer, now, validity);
    String line = "version " + document.version() + " is in effect until " + document.expiresAt();
    spec.commandLine().getOut().println(line);
    return ExitCode.OK;
  }
}

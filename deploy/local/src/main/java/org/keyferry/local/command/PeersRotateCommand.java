package org.keyferry.local.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyferry.local.peers.FederationChange;
import org.keyferry.local.peers.KeyMaterial;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.PeerId;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./keyferry peers rotate}: a certificate or key follows another.
 *
 * <p>in: new certificates or keys; out: the file, with the old ones beside them for a while
 */
@Command(
    name = "rotate",
    description = {
      "Adds new certificates or keys of a peer to the file.",
      "The old ones of the same use end. With --document-key it adds a key that may sign documents."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PeersRotateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PEER", arity = "0..1", description = "Whose: the peer's id.")
  private String peer;

  @Mixin private PeersDraft draft;

  @Mixin private KeyMaterialOptions material;

  @Option(
      names = "--overlap",
      paramLabel = "DURATION",
      defaultValue = "7d",
      converter = DurationText.class,
      description = "How long the old ones are taken beside the new (default: ${DEFAULT-VALUE}).")
  private Duration overlap;

  @Option(
      names = "--revoke",
      description = "The old ones count for nothing from now on: they were compromised.")
  private boolean revoke;

  @Option(
      names = "--document-key",
      paramLabel = "FILE",
      description = "A private key, made if it is not there, that may sign the version after next.")
  private Path documentKey;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    KeyMaterial next = material.read();
    if ((peer == null) != next.isEmpty() || next.isEmpty() == (documentKey == null)) {
      throw new ParameterException(
          spec.commandLine(),
          "expected PEER with one of --client, --server, --batch-signer, --signing-key;"
              + " or --document-key alone");
    }
    var change = new FederationChange(draft.file().read());
    draft.file().write(documentKey == null ? rotated(change, next) : withDocumentKey(change));
    return ExitCode.OK;
  }

  private Federation rotated(FederationChange change, KeyMaterial next) {
    Instant until = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).plus(overlap);
    var rotated =
        change.rotate(new PeerId(peer), next, revoke ? Optional.empty() : Optional.of(until));
    tell(revoke ? "the old ones are revoked" : "the old ones are taken until " + until);
    return rotated;
  }

  private Federation withDocumentKey(FederationChange change) throws IOException {
    var key = draft.key(documentKey);
    key.ensure();
    var added = change.addDocumentKey(key.publicKey());
    tell("published with a key that may sign now, it lets " + key.publicKey() + " sign, too;");
    tell("if there is none any more, begin anew with this one (docs/peers.md)");
    return added;
  }

  private void tell(String line) {
    spec.commandLine().getOut().println(line);
  }
}

package org.keyferry.connector.pull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyferry.connector.fetch.PeerClient;
import org.keyferry.connector.screen.BatchContent;
import org.keyferry.connector.screen.BatchRefused;
import org.keyferry.connector.screen.EnsContent;
import org.keyferry.wire.Problem;
import org.keyferry.wire.ens.EnsPage;
import org.keyferry.wire.ens.EnsRequest;
import org.keyferry.wire.ens.EnsState;
import org.keyferry.wire.hub.MalformedBatch;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.ReplicationType;

/**
 * The federation API of an exposure notifications server: pages of up to 500 keys, each with the
 * state to ask for the next one with. A page is a batch, named by the state behind it, so that what
 * is committed with its keys is all that the next request needs.
 *
 * <p>Asked for are the regions that the peer may state, each by its name, as none would mean all;
 * never our own. All-to-all are keys that were uploaded there, whoever the person is; partial are
 * keys of travellers, since a server is not told whereto they travel.
 */
final class EnsPull implements PullProtocol {
  private final PullSource source;
  private final Region home;
  private final EnsContent content;

  /**
   * @param home our own region
   */
  EnsPull(PullSource source, Region home, InstantSource clock) {
    this.source = source;
    this.home = home;
    this.content = new EnsContent(source.region(), source.origins(), home, clock);
  }

  @Override
  public BatchContent content() {
    return content;
  }

  @Override
  public PullAnswer next(PullPosition position, PeerClient client, Path body)
      throws IOException, BatchRefused {
    EnsState sent = position.lastBatchId().map(EnsState::parse).orElse(EnsState.START);
    boolean partial = source.replication() == ReplicationType.PARTIAL;
    var request = new EnsRequest(List.copyOf(source.origins()), home, partial, !partial, sent);
    byte[] answer = client.call(source.url(), EnsRequest.METHOD, metadata(), request.toByteArray());
    EnsPage page = read(answer);
    EnsState next = page.nextAfter(sent);
    if (page.size() == 0 && !page.isPartial()) {
      return new PullAnswer.Nothing(
          Optional.empty(), next.equals(EnsState.START) ? position : at(position, next));
    }
    requireMove(sent, next);
    Files.write(body, answer);
    return new PullAnswer.Batch(
        next.text(), Optional.empty(), page.size() == 0, Optional.empty(), Optional.empty());
  }

  private static PullPosition at(PullPosition position, EnsState next) {
    return position.at(Optional.of(next.text()), Optional.empty());
  }

  /** A token is one peer's: where the peers are those of the document, nobody is shown it. */
  private Map<String, String> metadata() {
    boolean only = source.trust().document().isEmpty();
    return source
        .trust()
        .token()
        .filter(token -> only)
        .map(token -> Map.of("Authorization", "Bearer " + token))
        .orElse(Map.of());
  }

  private EnsPage read(byte[] answer) throws BatchRefused {
    try {
      return EnsPage.read(answer, source.id().toString(), EnsContent.LIMITS);
    } catch (MalformedBatch e) {
      throw new BatchRefused(e.problem());
    }
  }

  private void requireMove(EnsState sent, EnsState next) throws BatchRefused {
    if (next.equals(sent) || next.equals(EnsState.START)) {
      throw new BatchRefused(
          new Problem(
              "nextFetchState",
              source.id().toString(),
              "a state behind the keys",
              next.equals(sent) ? "the one that was sent" : "none"));
    }
  }
}

package org.keyferry.client.follow;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyferry.client.fetch.Answer;
import org.keyferry.client.fetch.Download;
import org.keyferry.client.fetch.HostGuard;
import org.keyferry.client.fetch.Request;
import org.keyferry.client.fetch.Transport;
import org.keyferry.client.state.Pace;
import org.keyferry.client.state.RegionState;
import org.keyferry.client.state.StateStore;
import org.keyferry.client.trust.Attack;
import org.keyferry.client.trust.AttackDetected;
import org.keyferry.wire.export.ExportRefused;
import org.keyferry.wire.export.ExportVerifier;
import org.keyferry.wire.export.KeyConsumer;
import org.keyferry.wire.export.MalformedExport;
import org.keyferry.wire.key.DiagnosisKey;

/**
 * Follows the signed zips that an index names, which backends of any vendor have. Where documents
 * are signed, the index is {@code index.jws}, and omission, rollback and freezing show; elsewhere
 * it is {@code index.txt}, and each zip is signed by itself alone. For one thread.
 *
 * <p>in: {@code GET BASE/index.jws} or {@code BASE/index.txt}, and the files that it names; out:
 * {@link Receiver}
 */
public final class ExportFeed implements RegionFeed {
  private static final String INDEX = "index.txt";
  private static final String SIGNED_INDEX = "index.jws";
  private static final int MOST_INDEX_BYTES = 32 << 20;

  private final FeedAddress feed;
  private final ExportVerifier verifier;
  private final Transport transport;
  private final Download download;
  private final StateStore states;
  private final InstantSource clock;

  /**
   * @param feed which; its base is the directory of {@code index.txt}
   * @param transport the way out
   * @param states what was processed before
   */
  public ExportFeed(FeedAddress feed, Transport transport, StateStore states, InstantSource clock) {
    this.feed = feed;
    this.verifier = new ExportVerifier(feed.keys());
    this.transport = transport;
    this.download = new Download(transport);
    this.states = states;
    this.clock = clock;
  }

  @Override
  public Poll poll(Receiver receiver) throws IOException, InterruptedException, AttackDetected {
    RegionState state = states.read(feed.region());
    URI where = feed.resolve(feed.hasSignedDocuments() ? SIGNED_INDEX : INDEX);
    Request request = Request.document(where);
    Answer answer = transport.get(state.tag().map(request::unless).orElse(request));
    // No index yet, or the one that was read already: nothing is new.
    if (answer.status() == Answer.NOT_MODIFIED || answer.status() == Answer.NOT_FOUND) {
      if (state.trail().isPresent()) {
        state.trail().get().requireFresh(clock.instant(), where);
      }
      return Poll.unchanged(state.pace());
    }
    if (answer.status() != Answer.OK) {
      throw answer.unexpected(where, "200, 304 or 404");
    }
    byte[] index = answer.document(MOST_INDEX_BYTES, where);
    NamedFiles files =
        feed.hasSignedDocuments()
            ? NamedFiles.signed(index, where, feed, state.trail(), clock.instant())
            : NamedFiles.plain(index, where);
    return process(files, where, answer.header("ETag"), receiver);
  }

  private Poll process(NamedFiles index, URI where, Optional<String> tag, Receiver receiver)
      throws IOException, InterruptedException, AttackDetected {
    RegionState state = states.read(feed.region());
    int files = 0;
    long keys = 0;
    for (String name : index.names()) {
      if (!state.processed().containsKey(name)) {
        List<DiagnosisKey> found =
            fetch(name, Optional.ofNullable(index.hashes().get(name)), where);
        receiver.received(new ReceivedFile(feed.region(), name, found, 0, List.of()));
        state = state.withProcessed(Map.of(name, clock.instant()), state.seen());
        states.write(feed.region(), state);
        files++;
        keys += found.size();
      }
    }
    states.write(
        feed.region(),
        state
            .keeping(new HashSet<>(index.names())::contains, state.seen())
            .committed(index.trail(), tag, Pace.DEFAULT));
    return new Poll(true, files, keys, Pace.DEFAULT);
  }

  private List<DiagnosisKey> fetch(String name, Optional<String> sha256, URI where)
      throws IOException, InterruptedException, AttackDetected {
    var keys = new ArrayList<DiagnosisKey>();
    URI address = HostGuard.resolve(where, reference(name));
    ByteString zip =
        sha256.isPresent() ? download.verified(address, sha256.get()) : download.whole(address);
    try {
      verifier.verify(zip.newInput(), name, new Collecting(keys));
      return keys;
    } catch (MalformedExport e) {
      throw new AttackDetected(Attack.MALFORMED, e.problem());
    } catch (ExportRefused e) {
      throw new AttackDetected(Attack.FORGED_SIGNATURE, e.problem());
    }
  }

  /** Names may begin with the directory of the index, or lie in it. */
  private String reference(String name) {
    return name.startsWith(feed.directory() + "/") ? "../" + name : name;
  }

  private record Collecting(List<DiagnosisKey> keys) implements KeyConsumer {
    @Override
    public void key(DiagnosisKey key) {
      keys.add(key);
    }

    @Override
    public void revisedKey(DiagnosisKey key) {
      keys.add(key);
    }
  }
}

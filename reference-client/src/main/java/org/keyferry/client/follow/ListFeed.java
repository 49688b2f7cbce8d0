package org.keyferry.client.follow;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.document.ListedFilter;
import org.keyferry.wire.document.ListedObject;
import org.keyferry.wire.document.SignedDocument;

/**
 * Follows a signed list of batches. The list is asked for by its ETag; what it names is fetched
 * once, checked against the digest in the list, and only then read. For one thread.
 *
 * <p>in: {@code GET BASE/v1/exposed.jws} and the objects that it names; out: {@link Receiver}
 */
public final class ListFeed implements RegionFeed {
  /** What a design fetches of each batch. It never depends on what was found (D18). */
  public enum Fetching {
    /** Keys, seeds or reports; aggregates where they are cheaper. */
    DATA,
    /** Filters alone. */
    FILTERS,
    /** Filters, and the data of every batch, hit or not. */
    FILTERS_AND_DATA
  }

  private static final String LIST = "v1/exposed.jws";

  private final FeedAddress feed;
  private final Fetching fetching;
  private final Transport transport;
  private final Download download;
  private final StateStore states;
  private final InstantSource clock;

  /** What a phone that matches keys does. */
  public ListFeed(FeedAddress feed, Transport transport, StateStore states, InstantSource clock) {
    this(feed, Fetching.DATA, transport, states, clock);
  }

  /**
   * @param feed which
   * @param fetching what its design needs
   * @param transport the way out
   * @param states what was processed before
   */
  public ListFeed(
      FeedAddress feed,
      Fetching fetching,
      Transport transport,
      StateStore states,
      InstantSource clock) {
    this.feed = feed;
    this.fetching = fetching;
    this.transport = transport;
    this.download = new Download(transport);
    this.states = states;
    this.clock = clock;
  }

  @Override
  public Poll poll(Receiver receiver) throws IOException, InterruptedException, AttackDetected {
    RegionState before = states.read(feed.region());
    URI where = feed.resolve(LIST);
    Request request = Request.document(where);
    Answer answer = transport.get(before.tag().map(request::unless).orElse(request));
    if (answer.status() == Answer.NOT_MODIFIED && before.trail().isPresent()) {
      before.trail().get().requireFresh(clock.instant(), where);
      return Poll.unchanged(before.pace());
    }
    if (answer.status() != Answer.OK) {
      throw answer.unexpected(where, "200 or 304");
    }
    byte[] jws = answer.document(SignedDocument.LONGEST, where);
    var list = VerifiedList.of(jws, where, feed, before.trail(), clock.instant());
    return process(list, where, answer.header("ETag"), receiver);
  }

  private Poll process(VerifiedList list, URI where, Optional<String> tag, Receiver receiver)
      throws IOException, InterruptedException, AttackDetected {
    BatchListing listing = list.listing();
    RegionState state = states.read(feed.region());
    requireNothingLeftOut(state, listing, where);
    if (state.hasAny(revoked(listing))) {
      receiver.startOver(feed.region());
      state = state.startedOver();
      states.write(feed.region(), state);
    }
    Cover cover = cover(listing, state);
    long keys = state.seen().count();
    for (Cover.Piece piece : cover.pieces()) {
      state = receive(piece, listing, where, receiver);
      states.write(feed.region(), state);
    }
    keys = state.seen().count() - keys;
    var polling = listing.polling();
    var pace =
        new Pace(
            Duration.ofSeconds(polling.nextPollSeconds()),
            Duration.ofSeconds(polling.jitterSeconds()));
    // Only now: whoever is interrupted before has the list still unread.
    states.write(
        feed.region(), forgetting(state, listing).committed(Optional.of(list.trail()), tag, pace));
    return new Poll(true, cover.pieces().size(), keys, pace);
  }

  private Cover cover(BatchListing listing, RegionState state) {
    List<ListedBatch> missing =
        listing.batches().stream()
            .filter(batch -> batch.data().isPresent())
            .filter(batch -> !state.processed().containsKey(hash(batch)))
            .toList();
    return fetching == Fetching.DATA ? Cover.cheapest(listing, missing) : Cover.single(missing);
  }

  private RegionState receive(Cover.Piece piece, BatchListing listing, URI where, Receiver receiver)
      throws IOException, InterruptedException, AttackDetected {
    String name = listing.feed() + "/" + piece.object().uri();
    RegionState state = states.read(feed.region());
    if (fetching != Fetching.DATA) {
      for (ListedBatch batch : piece.batches()) {
        if (batch.filter().isPresent()) {
          ListedFilter filter = batch.filter().get();
          URI at = HostGuard.resolve(where, filter.uri());
          ByteString bytes = download.verified(at, filter.hash());
          receiver.filter(feed.region(), name, VerifiedObjects.filter(bytes, name));
        }
      }
    }
    var seen = state.seen();
    if (fetching != Fetching.FILTERS) {
      var records = VerifiedObjects.records(fetch(piece.object(), where), name);
      var keys = seen.unseen(records.keys());
      int repeated = records.keys().size() - keys.size();
      receiver.received(new ReceivedFile(feed.region(), name, keys, repeated, records.others()));
      seen = seen.plus(keys, today());
    }
    Map<String, Instant> processed = new HashMap<>();
    for (ListedBatch batch : piece.batches()) {
      if (batch.data().isPresent()) {
        processed.put(hash(batch), batch.window().end());
      }
    }
    return state.withProcessed(processed, seen);
  }

  private ByteString fetch(ListedObject object, URI where)
      throws IOException, InterruptedException, AttackDetected {
    return download.verified(HostGuard.resolve(where, object.uri()), object.hash().text());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** What was listed and processed stays listed until it expires, or is revoked by name. */
  private static void requireNothingLeftOut(RegionState state, BatchListing listing, URI where)
      throws AttackDetected {
    if (listing.batches().isEmpty()) {
      return;
    }
    Set<String> named = new HashSet<>(revoked(listing));
    listing.batches().stream()
        .filter(batch -> batch.data().isPresent())
        .forEach(batch -> named.add(hash(batch)));
    Instant oldest = listing.batches().getLast().window().start();
    for (var each : state.processed().entrySet()) {
      if (each.getValue().isAfter(oldest) && !named.contains(each.getKey())) {
        throw AttackDetected.of(
            Attack.OMISSION,
            "batch that ends at " + each.getValue(),
            where,
            "listed or revoked",
            "neither");
      }
    }
  }

  private static RegionState forgetting(RegionState state, BatchListing listing) {
    if (listing.batches().isEmpty()) {
      return state;
    }
    Instant oldest = listing.batches().getLast().window().start();
    Set<String> listed = new HashSet<>();
    listing.batches().stream()
        .filter(batch -> batch.data().isPresent())
        .forEach(batch -> listed.add(hash(batch)));
    return state.keeping(
        listed::contains, state.seen().since(LocalDate.ofInstant(oldest, ZoneOffset.UTC)));
  }

  private static List<String> revoked(BatchListing listing) {
    return listing.revoked().stream()
        .flatMap(each -> each.hash().stream())
        .map(Object::toString)
        .toList();
  }

  private static String hash(ListedBatch batch) {
    return batch.data().orElseThrow().hash().text();
  }
}

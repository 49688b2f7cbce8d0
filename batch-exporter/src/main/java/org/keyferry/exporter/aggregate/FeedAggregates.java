package org.keyferry.exporter.aggregate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.keyferry.exporter.aggregate.AggregateObjects.Named;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.ListedAggregate;
import org.keyferry.wire.document.ListedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The aggregates of feeds: which there have to be follows from the list of batches alone, so
 * whoever begins anew comes to the same.
 *
 * <p>in: lists; out: aggregates, and those deleted that nobody needs any more
 */
public final class FeedAggregates {
  private static final Logger LOG = LoggerFactory.getLogger(FeedAggregates.class);

  private final AggregateObjects objects;
  private final AggregateBuild build;
  private final AggregateSettings settings;
  private final IdleAggregates idle;

  /** What aliases name, of feeds that were looked at; read while aggregates are being made. */
  private final Map<String, Map<AggregateName, Named>> named = new ConcurrentHashMap<>();

  FeedAggregates(
      AggregateObjects objects,
      AggregateBuild build,
      AggregateSettings settings,
      IdleAggregates idle) {
    this.objects = objects;
    this.build = build;
    this.settings = settings;
    this.idle = idle;
  }

  /** Trusts nothing that it remembers: somebody else may have worked meanwhile. */
  public synchronized void forget() {
    named.clear();
    idle.forget();
  }

  /** What aliases of the feed name. Never waits for aggregates that are being made. */
  Map<AggregateName, BuiltAggregate> built(String feed) throws IOException {
    var built = new EnumMap<AggregateName, BuiltAggregate>(AggregateName.class);
    named(feed)
        .forEach((name, each) -> each.built().ifPresent(aggregate -> built.put(name, aggregate)));
    return built;
  }

  /** The list's entries of them, by name; of those that hold nothing that the list doesn't. */
  public SortedMap<String, ListedAggregate> listed(String feed, List<ListedBatch> batches)
      throws IOException {
    var listed = new TreeMap<String, ListedAggregate>();
    built(feed)
        .forEach((name, built) ->
            built.listed(name, batches).ifPresent(entry -> listed.put(name.word(), entry)));
    return listed;
  }

  private Map<AggregateName, Named> named(String feed) throws IOException {
    Map<AggregateName, Named> known = named.get(feed);
    if (known == null) {
      var found = new EnumMap<AggregateName, Named>(AggregateName.class);
      for (AggregateName name : AggregateName.values()) {
        objects.find(feed, name).ifPresent(each -> found.put(name, each));
      }
      known = Map.copyOf(found);
      named.put(feed, known);
    }
    return known;
  }

  /**
   * Makes the aggregates of a feed follow its list.
   *
   * @return whether any changed
   * @throws IOException if the store or the disk fails; to be tried again
   */
  public synchronized boolean refresh(BatchListing list) throws IOException {
    String feed = list.feed();
    Map<AggregateName, Named> known = new HashMap<>(named(feed));
    var due = new EnumMap<AggregateName, AggregateScope>(AggregateName.class);
    var gone = new ArrayList<AggregateName>();
    for (AggregateName name : AggregateName.values()) {
      Optional<AggregateScope> scope = scope(name, list.batches());
      Optional<BuiltAggregate> built = Optional.ofNullable(known.get(name)).flatMap(Named::built);
      if (scope.isPresent() && isDue(name, scope.get(), built, list.batches())) {
        due.put(name, scope.get());
      } else if (scope.isEmpty() && known.containsKey(name)) {
        gone.add(name);
      }
    }
    try {
      for (AggregateName name : gone) {
        objects.unname(feed, name);
        known.remove(name);
      }
      build(list, due, known);
      named.put(feed, Map.copyOf(known));
    } catch (IOException e) {
      named.remove(feed);
      throw e;
    }
    return !due.isEmpty() || !gone.isEmpty();
  }

  private void build(
      BatchListing list, Map<AggregateName, AggregateScope> due, Map<AggregateName, Named> known)
      throws IOException {
    String feed = list.feed();
    for (var each : build.build(list, due).entrySet()) {
      AggregateName name = each.getKey();
      Optional<Named> before = Optional.ofNullable(known.get(name));
      known.put(name, objects.name(feed, name, each.getValue(), before));
      LOG.atInfo()
          .addKeyValue("feed", feed)
          .addKeyValue("aggregate", name.word())
          .addKeyValue("keys", each.getValue().count())
          .addKeyValue("bytes", each.getValue().bytes())
          .log("made an aggregate");
    }
  }

  /** What an aggregate has to be of; empty if there is none, or not all of it can be had. */
  private Optional<AggregateScope> scope(AggregateName name, List<ListedBatch> batches) {
    if (batches.isEmpty() || !settings.names().contains(name)) {
      return Optional.empty();
    }
    return Optional.of(AggregateScope.of(name, batches)).filter(AggregateScope::isComplete);
  }

  private boolean isDue(
      AggregateName name,
      AggregateScope scope,
      Optional<BuiltAggregate> built,
      List<ListedBatch> batches) {
    if (built.isEmpty() || !built.get().isOf(name, batches)) {
      return true;
    }
    if (built.get().fingerprint().equals(scope.fingerprint())) {
      return false;
    }
    boolean isCheap =
        name.isShort() || scope.bytes() <= settings.eagerBytes() || build.isList(scope);
    return isCheap || !AggregateScope.day(built.get().window()).equals(scope.day());
  }

  /**
   * Deletes what nothing has named for long enough, whoever left it there.
   *
   * @throws IOException if the store fails; the next round goes on
   */
  public synchronized void tidy(String feed) throws IOException {
    var current = new HashSet<String>();
    built(feed).forEach((name, built) -> current.add(built.objectName(feed, name)));
    idle.tidy(feed, current);
  }
}

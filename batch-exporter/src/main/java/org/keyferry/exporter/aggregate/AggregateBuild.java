package org.keyferry.exporter.aggregate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.exporter.spool.SpoolDirectory;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.edi.BatchFlag;
import org.keyferry.wire.edi.BatchStamp;
import org.keyferry.wire.edi.EdiWriter;
import org.keyferry.wire.edi.MalformedEdi;
import org.keyferry.wire.edi.RecordKind;

/**
 * Makes aggregates of a feed and stores them: all that are due in one pass over their batches.
 *
 * <p>in: data objects of batches; out: objects of aggregates that nothing names yet
 */
final class AggregateBuild {
  /** Of more batches an aggregate is their list: each is a file that is open meanwhile. */
  static final int MOST_BATCHES = 1000;

  private final ObjectStore store;
  private final AggregateObjects objects;
  private final SpoolDirectory spool;
  private final long largestBytes;

  AggregateBuild(
      ObjectStore store, AggregateObjects objects, SpoolDirectory spool, long largestBytes) {
    this.store = store;
    this.objects = objects;
    this.spool = spool;
    this.largestBytes = largestBytes;
  }

  /** Whether it would be too large for one object. */
  boolean isList(AggregateScope scope) {
    return scope.bytes() > largestBytes || scope.withKeys().size() > MOST_BATCHES;
  }

  /**
   * Makes those that are due.
   *
   * @throws IOException if an object is missing or broken, or the store or the disk fails
   */
  Map<AggregateName, BuiltAggregate> build(
      BatchListing list, Map<AggregateName, AggregateScope> due) throws IOException {
    var built = new EnumMap<AggregateName, BuiltAggregate>(AggregateName.class);
    var files = new EnumMap<AggregateName, AggregateScope>(AggregateName.class);
    for (var each : due.entrySet()) {
      if (isList(each.getValue())) {
        built.put(each.getKey(), objects.putList(list.feed(), each.getKey(), each.getValue()));
      } else {
        files.put(each.getKey(), each.getValue());
      }
    }
    if (!files.isEmpty()) {
      try {
        built.putAll(merge(list, files));
      } catch (MalformedEdi e) {
        throw new IOException("a batch of feed " + list.feed() + " can't be read", e);
      }
    }
    return built;
  }

  /** An aggregate on the disk. */
  private record Draft(AggregateName name, AggregateScope scope, Path file, EdiWriter writer) {}

  private Map<AggregateName, BuiltAggregate> merge(
      BatchListing list, Map<AggregateName, AggregateScope> scopes)
      throws IOException, MalformedEdi {
    AggregateScope widest =
        scopes.values().stream()
            .max(Comparator.comparingInt(scope -> scope.batches().size()))
            .orElseThrow();
    var drafts = new ArrayList<Draft>();
    try (var batches = FetchedBatches.fetch(store, spool, list.feed(), widest.withKeys())) {
      for (var each : scopes.entrySet()) {
        drafts.add(draft(list, each.getKey(), each.getValue()));
      }
      KeyMerge.merge(
          batches.newestFirst(),
          drafts.stream()
              .map(draft -> new KeyMerge.Output(draft.scope().withKeys().size(), draft.writer()))
              .toList());
      return store(list.feed(), drafts);
    } finally {
      for (Draft draft : drafts) {
        draft.writer().close();
        Files.deleteIfExists(draft.file());
      }
    }
  }

  private Draft draft(BatchListing list, AggregateName name, AggregateScope scope)
      throws IOException {
    var stamp =
        new BatchStamp(
            scope.batches().getFirst().sequence(),
            scope.window(),
            list.region(),
            Set.of(BatchFlag.AGGREGATE),
            0);
    Path file = spool.newExportFile();
    return new Draft(name, scope, file, EdiWriter.create(file, RecordKind.GAEN, stamp));
  }

  private Map<AggregateName, BuiltAggregate> store(String feed, List<Draft> drafts)
      throws IOException {
    var built = new EnumMap<AggregateName, BuiltAggregate>(AggregateName.class);
    for (Draft draft : drafts) {
      var written = draft.writer().finish();
      var hash = ContentHash.ofDigest(written.sha256());
      var aggregate =
          new BuiltAggregate(
              draft.scope().window(),
              written.header().recordCount(),
              hash,
              written.size(),
              false,
              draft.scope().fingerprint());
      objects.put(aggregate.objectName(feed, draft.name()), draft.file(), hash);
      built.put(draft.name(), aggregate);
    }
    return built;
  }
}

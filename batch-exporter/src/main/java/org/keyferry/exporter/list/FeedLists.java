package org.keyferry.exporter.list;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.list.ReaderNames.Place;
import org.keyferry.exporter.publish.FeedIndexes;
import org.keyferry.exporter.record.Fence;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.export.ExportIndex;
import org.keyferry.wire.export.ExportSigner;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.Region;

/**
 * Makes the documents of a feed say what is published: the list of all batches, those of days, and
 * the twin of the index; and has the aliases of the newest objects follow.
 *
 * <p>in: records that are about to be written, and those before them; out: documents and aliases
 */
public final class FeedLists {
  private static final int ATTEMPTS = 20;

  private final IssuedDocuments documents;
  private final LatestObjects latest;
  private final PublishedBatches published;
  private final ListSigner signer;
  private final FeedDrafts drafts;

  FeedLists(
      IssuedDocuments documents,
      LatestObjects latest,
      PublishedBatches published,
      ListSigner signer,
      FeedDrafts drafts) {
    this.documents = documents;
    this.latest = latest;
    this.published = published;
    this.signer = signer;
    this.drafts = drafts;
  }

  /** What keeps the documents while no batch is published. */
  ListUpkeep upkeep(FeedIndexes indexes) {
    return new ListUpkeep(documents, latest, indexes, published, signer, drafts);
  }

  /**
   * The place of a batch among those of its feed.
   *
   * @param sequence the batch's, or that of the command that it corrects by
   */
  public Place place(String feed, BatchWindow window, long sequence) {
    return new ReaderNames(published.ofFeed(feed)).place(window, sequence);
  }

  /**
   * Begins to change the documents of a feed: looks at what is there, before it is asked who may
   * change it.
   *
   * @param pending the records that will be visible when the documents are
   */
  public Change change(String feed, List<PublishedBatch> pending) throws IOException {
    var change = new Change(feed, pending);
    change.look();
    return change;
  }

  /** A change of the documents of one feed. */
  public final class Change {
    private final List<PublishedBatch> records;
    private final Optional<BatchListing> list;
    private final String feed;
    private final TreeSet<LocalDate> days = new TreeSet<>();

    private Change(String feed, List<PublishedBatch> pending) {
      this.feed = feed;
      var bySequence = new TreeMap<Long, PublishedBatch>();
      published.ofFeed(feed).forEach(batch -> bySequence.put(batch.getSequence(), batch));
      pending.forEach(batch -> bySequence.put(batch.getSequence(), batch));
      this.records = List.copyOf(bySequence.values());
      this.list = region().map(this::list);
      pending.stream()
          .filter(ReaderNames::isOfWindow)
          .forEach(batch -> days.add(FeedDrafts.day(ReaderNames.window(batch).end())));
    }

    /** Of the newest record that has one; the oldest builds wrote none. */
    private Optional<Region> region() {
      return records.reversed().stream()
          .map(PublishedBatch::getRegion)
          .filter(Region::isCode)
          .findFirst()
          .or(() -> Optional.of(feed).filter(Region::isCode))
          .map(Region::new);
    }

    private BatchListing list(Region region) {
      var entries = new FeedEntries(records, signer.retention());
      return drafts.list(region, feed, entries.batches(), entries.revoked());
    }

    private List<Draft> drafts(ExportIndex index) {
      var all = new ArrayList<Draft>();
      list.ifPresent(whole -> {
        all.add(Draft.of(whole));
        for (LocalDate day : FeedDrafts.withDaysBefore(whole, days)) {
          all.add(Draft.of(FeedDrafts.ofDay(whole, day)));
        }
      });
      all.add(Draft.of(FeedDrafts.twin(feed, index, records)));
      return all;
    }

    private void look() throws IOException {
      documents.look(drafts(new ExportIndex(List.of())));
      latest.look(feed);
    }

    /**
     * Changes the documents. Nothing is written that says what is said already.
     *
     * @param index what the feed's index says by now
     * @param fence asked between reading what is there and changing it
     * @param asked whether it let pass since the change began
     */
    public void write(ExportIndex index, Fence fence, boolean asked) throws IOException {
      List<Draft> all = drafts(index);
      ExportSigner key = signer.of(list.map(BatchListing::batches).orElse(List.of()));
      boolean mayWrite = asked;
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        var outdated = all.stream().filter(draft -> !documents.isCurrent(draft, key)).toList();
        var aliases = list.map(latest::outdated).orElse(List.of());
        if (outdated.isEmpty() && aliases.isEmpty()) {
          return;
        }
        if (!mayWrite) {
          fence.check();
        }
        if (documents.issue(outdated, key, aliases)) {
          deleteIdleAliases();
          return;
        }
        mayWrite = false;
        documents.forget(all);
        latest.forget(feed);
        look();
      }
      throw changedTooOften(feed);
    }

    private void deleteIdleAliases() throws IOException {
      if (list.isPresent()) {
        latest.deleteIdle(list.get());
      }
    }
  }

  static IOException changedTooOften(String feed) {
    return new IOException(
        "the documents of feed " + feed + " changed in each of " + ATTEMPTS + " tries");
  }
}

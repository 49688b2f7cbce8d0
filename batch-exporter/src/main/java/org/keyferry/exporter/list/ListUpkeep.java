package org.keyferry.exporter.list;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyferry.event.v1.BatchAudience;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.exporter.publish.FeedIndexes;
import org.keyferry.exporter.publish.ObjectFolder;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.exporter.record.Retention;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.FileIndex;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.document.ListedFile;
import org.keyferry.wire.document.MalformedDocument;
import org.keyferry.wire.document.RevokedBatch;
import org.keyferry.wire.export.ExportIndex;

/**
 * Has documents forget what is expired, and issues them anew before they expire. It starts from
 * what is there and adds nothing: whoever publishes may be ahead of the records that are known
 * here.
 *
 * <p>in: documents, records; out: documents
 */
public final class ListUpkeep {
  private static final int ATTEMPTS = 20;

  private final IssuedDocuments documents;
  private final LatestObjects latest;
  private final FeedIndexes indexes;
  private final PublishedBatches published;
  private final ListSigner signer;
  private final FeedDrafts drafts;

  ListUpkeep(
      IssuedDocuments documents,
      LatestObjects latest,
      FeedIndexes indexes,
      PublishedBatches published,
      ListSigner signer,
      FeedDrafts drafts) {
    this.documents = documents;
    this.latest = latest;
    this.indexes = indexes;
    this.published = published;
    this.signer = signer;
    this.drafts = drafts;
  }

  /** The indexes whose twins are kept. */
  public FeedIndexes indexes() {
    return indexes;
  }

  /** The feeds that phones read. */
  public Set<String> feeds() {
    return published.feeds().stream().filter(this::isListed).collect(Collectors.toSet());
  }

  private boolean isListed(String feed) {
    return published.ofFeed(feed).stream()
        .anyMatch(batch -> batch.getAudience() != BatchAudience.PEERS);
  }

  /**
   * Whether some document of the feed has to be issued anew, as far as is known: another exporter
   * may have done it.
   */
  public boolean isDue(String feed) throws IOException {
    var signed = new ArrayList<String>();
    signed.add(signedList(feed));
    signed.add(DocumentNames.jws(Draft.nameOfTwin(feed)));
    published.ofFeed(feed).stream()
        .filter(ReaderNames::isOfWindow)
        .map(batch -> FeedDrafts.day(ReaderNames.window(batch).end()))
        .distinct()
        .map(day -> ObjectFolder.PUBLIC.inBucket(DocumentNames.day(feed, day)))
        .forEach(day -> signed.add(DocumentNames.jws(day)));
    return documents.areDue(signed);
  }

  /** When the list of the feed is not to be believed any more, as far as is known. */
  public Optional<Instant> expiry(String feed) {
    return documents.expiry(signedList(feed));
  }

  /** How long that is from now on. */
  Duration until(Instant expiry) {
    return Duration.between(signer.retention().clock().instant(), expiry);
  }

  private static String signedList(String feed) {
    return DocumentNames.jws(ObjectFolder.PUBLIC.inBucket(DocumentNames.list(feed)));
  }

  /** Has the list of the feed say which aggregates there are now. */
  public void renew(String feed) throws IOException {
    update(feed, false);
  }

  /**
   * Issues those documents of the feed anew that are old, whose key signs no more, or that say
   * something of what is expired.
   */
  public void issueAnew(String feed) throws IOException {
    update(feed, true);
  }

  private void update(String feed, boolean withOthers) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<BatchListing> found = read(feed);
      if (found.isEmpty()) {
        return;
      }
      BatchListing list = withoutExpired(found.get());
      var all = new ArrayList<Draft>();
      all.add(Draft.of(list));
      if (withOthers) {
        FeedDrafts.days(list).forEach(day -> all.add(Draft.of(FeedDrafts.ofDay(list, day))));
        twin(feed).ifPresent(all::add);
      }
      if (issue(list, all)) {
        latest.look(feed);
        latest.deleteIdle(list);
        return;
      }
    }
    throw FeedLists.changedTooOften(feed);
  }

  private boolean issue(BatchListing list, List<Draft> all) throws IOException {
    Optional<String> read = documents.etag(signedList(list.feed()));
    documents.look(all);
    // Days may be ahead of the list that was read, unless the list is still that one.
    documents.read(signedList(list.feed()));
    if (!documents.etag(signedList(list.feed())).equals(read)) {
      return false;
    }
    var key = signer.of(list.batches());
    var outdated = all.stream().filter(draft -> !documents.isCurrent(draft, key)).toList();
    if (outdated.isEmpty() || documents.issue(outdated, key, List.of())) {
      return true;
    }
    documents.forget(all);
    return false;
  }

  private Optional<BatchListing> read(String feed) throws IOException {
    String name = signedList(feed);
    Optional<byte[]> json = documents.read(name);
    try {
      return json.isEmpty() ? Optional.empty() : Optional.of(BatchListing.parse(json.get(), name));
    } catch (MalformedDocument e) {
      throw new IOException(name + " is not a list that was written here", e);
    }
  }

  /** What is expired between others stays as an empty window. */
  private BatchListing withoutExpired(BatchListing list) {
    var kept = new ArrayList<ListedBatch>();
    for (ListedBatch batch : list.batches().reversed()) {
      boolean isOver = isOver(list.feed(), batch);
      if (!isOver) {
        kept.addFirst(batch);
      } else if (!kept.isEmpty()) {
        kept.addFirst(FeedEntries.empty(batch.window(), batch.sequence(), List.of()));
      }
    }
    var revoked =
        list.revoked().stream()
            .filter(each -> kept.stream().anyMatch(batch -> isOf(each, batch)))
            .toList();
    return drafts.list(list.region(), list.feed(), kept, revoked);
  }

  private static boolean isOf(RevokedBatch revoked, ListedBatch batch) {
    return revoked.id().windowEnd().equals(batch.window().end());
  }

  private boolean isOver(String feed, ListedBatch batch) {
    var recorded = published.find(new BatchId(feed, batch.sequence()));
    return retention(feed, recorded).isOver(batch.window());
  }

  private Retention retention(String feed, Optional<PublishedBatch> recorded) {
    long seconds =
        recorded
            .or(() ->
                published.ofFeed(feed).stream()
                    .max(Comparator.comparingLong(PublishedBatch::getSequence)))
            .map(PublishedBatch::getRetentionSeconds)
            .orElse(0L);
    return signer.retention().ofSeconds(seconds);
  }

  /** The twin as it is, for the index as it is now: without files that are named no more. */
  private Optional<Draft> twin(String feed) throws IOException {
    String name = DocumentNames.jws(Draft.nameOfTwin(feed));
    Optional<byte[]> json = documents.read(name);
    // In this order: whoever changes the index meanwhile changes the twin after it.
    Optional<ExportIndex> index = indexes.read(feed);
    if (index.isEmpty() || json.isEmpty()) {
      return Optional.empty();
    }
    try {
      FileIndex twin = FileIndex.parse(json.get(), name);
      var names = Set.copyOf(index.get().names());
      List<ListedFile> files =
          twin.files().stream().filter(file -> names.contains(file.name())).toList();
      ContentHash hash = ContentHash.of(index.get().render());
      return Optional.of(Draft.of(new FileIndex(feed, Draft.NO_HEAD, hash, files)));
    } catch (MalformedDocument e) {
      throw new IOException(name + " is not a twin that was written here", e);
    }
  }
}

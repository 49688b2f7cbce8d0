package org.keyferry.origin.list;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.keyferry.origin.kept.Bytes;
import org.keyferry.origin.kept.KeptObjects;
import org.keyferry.origin.kept.Representation;
import org.keyferry.origin.kept.Seen;
import org.keyferry.origin.kept.StoreAway;
import org.keyferry.wire.document.BatchListing;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.MalformedDocument;

/**
 * The batch lists of feeds, parsed once for each of their versions.
 *
 * <p>in: objects; out: what they say
 */
public final class Listings {
  private static final String NAME = DocumentNames.json(DocumentNames.list(""));

  private final KeptObjects objects;
  private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

  /**
   * A list.
   *
   * @param etag of the bytes that it was parsed from
   * @param listing what they say
   */
  public record Parsed(String etag, BatchListing listing) {}

  public Listings(KeptObjects objects) {
    this.objects = objects;
  }

  /**
   * The list of the feed, or empty if it has none.
   *
   * @throws StoreAway if the store does not say, or what it has is no list
   */
  public Optional<Parsed> of(String feed) throws StoreAway {
    Optional<Seen> seen = objects.index(DocumentNames.json(DocumentNames.list(feed)));
    if (seen.isEmpty()) {
      parsed.remove(feed);
      return Optional.empty();
    }
    Representation found = seen.get().kept().plain();
    Parsed before = parsed.get(feed);
    if (before != null && before.etag().equals(found.etag())) {
      return Optional.of(before);
    }
    var now = new Parsed(found.etag(), parse(found));
    parsed.put(feed, now);
    return Optional.of(now);
  }

  private static BatchListing parse(Representation found) throws StoreAway {
    try {
      byte[] json = found.bytes() instanceof Bytes.InHeap(byte[] all) ? all : new byte[0];
      return BatchListing.parse(json, found.object());
    } catch (MalformedDocument e) {
      throw new StoreAway(e);
    }
  }

  /** Feeds whose lists are held. */
  public List<String> feeds() {
    return objects.heldIndexes().stream()
        .filter(name -> name.endsWith(NAME))
        .map(name -> name.substring(0, name.length() - NAME.length()))
        .sorted()
        .toList();
  }
}

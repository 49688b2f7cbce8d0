package org.keyferry.origin.address;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.keyferry.wire.document.DocumentNames;

/** What a request line names. Names of objects are relative to the public prefix. */
public sealed interface Address {

  /**
   * When to expect what is not there yet.
   *
   * @param feed whose list tells what is there
   * @param end there once a batch that ends then is in that list
   */
  record Due(String feed, Instant end) {}

  /**
   * An object that is replaced from time to time.
   *
   * @param object its name
   * @param due present if it comes with a batch
   */
  record Index(String object, Optional<Due> due) implements Address {}

  /**
   * An object that never changes.
   *
   * @param objects the first of these that is there
   * @param base of its feed; empty if it is of none
   * @param due present if it comes with a batch
   */
  record Fixed(List<String> objects, Optional<FeedBase> base, Optional<Due> due)
      implements Address {
    public Fixed {
      objects = List.copyOf(objects);
    }
  }

  /**
   * A batch, of which clients say in which form they want it.
   *
   * @param data the keys
   * @param filter what they broadcast
   */
  record Batch(Fixed data, Fixed filter) implements Address {
    /** The form that the client prefers, or else the other. */
    public Fixed as(boolean filterPreferred) {
      return filterPreferred
          ? new Fixed(
              List.of(filter.objects().getFirst(), data.objects().getFirst()),
              data.base(),
              data.due())
          : data;
    }
  }

  /** How soon an alias may name another object. */
  enum Pace {
    /** With each batch. */
    NEWEST,
    /** With each batch, and clients are content with one of some minutes ago. */
    AGGREGATE,
    /** Never. */
    NEVER
  }

  /**
   * An object that names another one, which is to be given out.
   *
   * @param object its name
   * @param base of its feed
   * @param pace how soon it may name another
   */
  record Alias(String object, FeedBase base, Pace pace) implements Address {}

  /**
   * The newest batch, of which clients say in which form they want it.
   *
   * @param data names the keys
   * @param filter names what they broadcast
   */
  record Latest(Alias data, Alias filter) implements Address {}

  /**
   * An export file by its number, or nothing that has that number.
   *
   * @param alias names the file; without content, nothing
   * @param number its number; empty for the oldest that there is
   */
  record Chunk(Alias alias, OptionalLong number) implements Address {
    /** Tells the number of the oldest chunk. */
    public String oldest() {
      return DocumentNames.firstChunk(alias.base().feed());
    }

    /** Tells the number of the newest chunk. */
    public String newest() {
      return DocumentNames.latestChunk(alias.base().feed());
    }
  }

  /**
   * The batches since one or since an instant.
   *
   * @param base of the feed
   * @param since as it stands in the query
   */
  record Since(FeedBase base, String since) implements Address {}

  /** The page for people. */
  record Page() implements Address {}

  /** The description of the addresses for those who write clients. */
  record Description() implements Address {}

  /** Nothing that could ever be there. */
  record Nowhere() implements Address {}
}

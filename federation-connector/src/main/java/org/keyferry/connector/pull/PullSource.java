package org.keyferry.connector.pull;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.ReplicationType;

/**
 * One thing to read: a feed of a peer, in one format.
 *
 * @param peer its name here
 * @param region whose backend it is; empty for a hub
 * @param origins whose keys it may state
 * @param format what is spoken
 * @param url base URL, with a slash at its end
 * @param replication which keys are read
 * @param number tells endpoints of one format of one peer apart: 1 for the first
 * @param trust how it is known
 */
public record PullSource(
    String peer,
    Optional<Region> region,
    Set<Region> origins,
    PullFormat format,
    URI url,
    ReplicationType replication,
    int number,
    SourceTrust trust) {

  public PullSource {
    origins = Set.copyOf(origins);
  }

  /** What tells its position from those of others. */
  public Id id() {
    return new Id(peer, feed(replication));
  }

  /** The feed that it would be with the other replication type, if that is another one. */
  public Optional<Id> otherFeed() {
    var other =
        replication == ReplicationType.PARTIAL
            ? ReplicationType.ALL_TO_ALL
            : ReplicationType.PARTIAL;
    return format == PullFormat.FEED ? Optional.of(new Id(peer, feed(other))) : Optional.empty();
  }

  private String feed(ReplicationType type) {
    String feed = format.word() + (format == PullFormat.FEED ? " " + type.word() : "");
    return number == 1 ? feed : feed + " " + number;
  }

  /**
   * A feed of a peer.
   *
   * @param peer its name here
   * @param feed the format, and what it holds
   */
  public record Id(String peer, String feed) {
    @Override
    public String toString() {
      return peer + " " + feed;
    }
  }
}

package org.keyferry.wire.peer;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;

/**
 * Where and how keys are read from a peer.
 *
 * @param format what is spoken there
 * @param url base URL, with a slash at its end ({@link PeerUrl})
 * @param replication which keys are read; empty: as cluster membership says
 */
public record PullEndpoint(PullFormat format, URI url, Optional<ReplicationType> replication) {
  public PullEndpoint {
    requireNonNull(format);
    requireNonNull(url);
    requireNonNull(replication);
  }
}

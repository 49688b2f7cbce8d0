package org.keyferry.wire.peer;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * Where and how keys are sent to a peer.
 *
 * @param format what is spoken there
 * @param url base URL, with a slash at its end ({@link PeerUrl})
 * @param feed which of our feeds is sent
 */
public record PushEndpoint(PushFormat format, URI url, FeedName feed) {
  public PushEndpoint {
    requireNonNull(format);
    requireNonNull(url);
    requireNonNull(feed);
  }
}

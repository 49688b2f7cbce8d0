package org.keyferry.wire.peer;

import java.util.Optional;
import org.keyferry.wire.Problem;

/**
 * The newest version of a chain.
 *
 * @param envelope its place
 * @param digest of its payload
 * @param invalid why the rest of it is refused; empty: it is not
 */
public record PeersLink(PeersEnvelope envelope, DocumentDigest digest, Optional<Problem> invalid) {}

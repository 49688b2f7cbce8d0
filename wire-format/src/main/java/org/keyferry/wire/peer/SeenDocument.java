package org.keyferry.wire.peer;

/**
 * A version that was taken.
 *
 * @param document what it says
 * @param digest of its payload
 */
public record SeenDocument(PeersDocument document, DocumentDigest digest) {}

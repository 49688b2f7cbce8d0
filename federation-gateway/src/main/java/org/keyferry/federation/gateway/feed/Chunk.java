package org.keyferry.federation.gateway.feed;

import java.util.Optional;

/**
 * One of the dense row of numbers of a feed.
 *
 * @param number from 1
 * @param state what has become of it
 * @param file what it is, if it is published
 */
record Chunk(long number, ChunkState state, Optional<ChunkFile> file) {}

package org.keyferry.processor.observe;

import java.time.Instant;

/**
 * A sealed batch.
 *
 * @param feed the feed's id
 * @param sequence dense, from 1
 * @param start first instant of its window
 * @param end first instant after its window
 * @param keys keys, padding included
 * @param padding how many of them are fakes
 */
public record SealedBucket(
    String feed, long sequence, Instant start, Instant end, long keys, long padding) {}

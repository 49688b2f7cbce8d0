package org.keyferry.processor.observe;

import java.time.Instant;

/**
 * A bucket that is not sealed yet.
 *
 * @param feed the feed's id
 * @param start first instant inside
 * @param end first instant after
 * @param keys real keys that wait for it, in the partitions of this process
 */
public record OpenBucket(String feed, Instant start, Instant end, long keys) {}

package org.keyferry.origin;

/**
 * Where the origin tells how it is.
 *
 * @param failures those of the store
 * @param metrics what was answered
 */
record OriginWatch(FailureLog failures, OriginMetrics metrics) {}

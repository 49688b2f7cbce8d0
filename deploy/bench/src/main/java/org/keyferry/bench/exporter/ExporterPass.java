package org.keyferry.bench.exporter;

import java.util.OptionalDouble;

/**
 * What one batch told.
 *
 * @param perSecond keys per second from the commit of the batch to its record in {@code
 *     batches.published}
 * @param limitPerSecond keys per second of hashing and zipping the same bytes, those of EDI1 only
 *     hashed
 * @param indexAfter seconds from the last object to the index that names it
 * @param heapBefore the fullest that the heap was when a collection began, in MiB; empty if there
 *     was no collection
 * @param heapAfter the most that a collection left over, in MiB; empty if there was none
 */
record ExporterPass(
    double perSecond,
    double limitPerSecond,
    double indexAfter,
    OptionalDouble heapBefore,
    OptionalDouble heapAfter) {}

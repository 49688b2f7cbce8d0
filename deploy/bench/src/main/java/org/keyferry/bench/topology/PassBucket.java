package org.keyferry.bench.topology;

import org.keyferry.bench.data.HiddenRecords;
import org.keyferry.wire.feed.BatchWindow;

/**
 * The keys that one bucket brings.
 *
 * @param window of the bucket, in which all records arrive
 * @param records hidden until the bucket's turn comes
 * @param count how many records there are, repeats included
 * @param expected the different keys among them, each as often as there are feeds for it
 */
record PassBucket(BatchWindow window, HiddenRecords records, int count, KeySum expected) {}

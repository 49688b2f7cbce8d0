/** What the topology shows of itself: counts, open buckets, newest batches. */
package org.keyferry.processor.observe;

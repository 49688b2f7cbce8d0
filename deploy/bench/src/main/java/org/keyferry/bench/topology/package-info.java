/** How fast submitted keys become sealed batches, beside the barest topology that deduplicates. */
package org.keyferry.bench.topology;

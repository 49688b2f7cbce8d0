/** The second part of the topology: sorted slices of all key partitions become sealed batches. */
package org.keyferry.processor.assemble;

/** From records of {@code batches.sealed} to whole batches, and which offsets may be committed. */
package org.keyferry.exporter.receive;

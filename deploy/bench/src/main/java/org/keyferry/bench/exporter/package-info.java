/** How fast sealed batches become objects, beside hashing and compressing the same bytes. */
package org.keyferry.bench.exporter;

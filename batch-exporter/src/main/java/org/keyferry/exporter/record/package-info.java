/** What is published, as {@code batches.published} keeps it. */
package org.keyferry.exporter.record;

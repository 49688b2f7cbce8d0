/** What operators' commands do to batches that were published. */
package org.keyferry.exporter.command;

/** The keys of many batches in one object. */
package org.keyferry.exporter.aggregate;

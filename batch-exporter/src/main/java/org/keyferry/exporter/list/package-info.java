/** The signed lists by which phones find batches. */
package org.keyferry.exporter.list;

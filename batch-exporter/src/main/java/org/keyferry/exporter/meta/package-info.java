/** Signed documents about the backend: its signing keys, its configuration, other authorities. */
package org.keyferry.exporter.meta;

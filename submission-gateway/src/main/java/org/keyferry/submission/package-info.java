/**
 * The only endpoint that phones write to: from an upload over HTTP to one record per key in {@code
 * keys.submitted}.
 */
package org.keyferry.submission;

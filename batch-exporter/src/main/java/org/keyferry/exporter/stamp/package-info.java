/** Time stamps (RFC 3161) beside what is published and never changes. */
package org.keyferry.exporter.stamp;

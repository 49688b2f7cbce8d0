/** From a complete batch to objects that phones see, and the order in which they appear. */
package org.keyferry.exporter.publish;

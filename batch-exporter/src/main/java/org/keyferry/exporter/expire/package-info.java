/** What happens to a batch when its retention is over. */
package org.keyferry.exporter.expire;

/** Files that phones download as people and scripts look at them. */
package org.keyferry.local.inspect;

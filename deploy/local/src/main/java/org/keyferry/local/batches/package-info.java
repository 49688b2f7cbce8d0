/** Published batches of a running backend, and commands on them. */
package org.keyferry.local.batches;

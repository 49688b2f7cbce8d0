/** Hundreds of backends on this machine, read by one connector. */
package org.keyferry.bench.peers;

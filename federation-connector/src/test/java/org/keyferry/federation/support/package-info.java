/** Peers to read from. */
package org.keyferry.federation.support;

/** Peers to read from. */
package org.keyferry.connector.support;

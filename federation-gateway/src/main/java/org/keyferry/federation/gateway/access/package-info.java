/** Who is let in: certificates of peers, in the handshake and again with each request. */
package org.keyferry.federation.gateway.access;

/** Peers that say that they have something new. */
package org.keyferry.federation.gateway.hint;

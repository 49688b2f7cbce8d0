/** Feeds for peers: which chunk is which file, and what an answer says. */
package org.keyferry.federation.gateway.feed;

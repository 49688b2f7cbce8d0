/** What to ask a peer for next, by format, and when. */
package org.keyferry.connector.pull;

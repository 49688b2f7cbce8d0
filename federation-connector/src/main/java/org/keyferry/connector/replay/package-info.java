/** Kept batches are fed in again, or for the first time. */
package org.keyferry.connector.replay;

/** The fourth stage: what one key partition has for each feed, in chunks. */
package org.keyferry.processor.slice;

/** Feeds, the plan of all feeds, and batch windows. */
package org.keyferry.wire.feed;

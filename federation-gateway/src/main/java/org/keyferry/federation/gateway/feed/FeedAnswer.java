package org.keyferry.federation.gateway.feed;

import java.time.Instant;
import java.util.Optional;
import org.keyferry.federation.gateway.feed.FeedRow.Found;

/**
 * What a feed has to say to a request.
 *
 * @param feedId of the feed; empty if nothing was ever published under the address
 * @param latest number of the newest chunk; 0 if there is none
 * @param next when the next chunk is to be expected; empty if there is one behind the one found
 * @param found what was asked for
 */
record FeedAnswer(Optional<String> feedId, long latest, Optional<Instant> next, Found found) {}

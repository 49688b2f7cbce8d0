package org.keyferry.wire.feed;

/**
 * A time through which one feed stays as it is, over as many versions of the plan as leave it
 * alone. Its buckets begin and end with it.
 *
 * @param feed the feed
 * @param from first second, since the epoch
 * @param until first second after; {@link Long#MAX_VALUE} if no end is known
 */
public record FeedTerm(Feed feed, long from, long until) {}

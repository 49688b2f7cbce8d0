package org.keyferry.connector.screen;

import com.google.protobuf.ByteString;
import java.time.Instant;

/**
 * What is known of a batch that was read whole and found right.
 *
 * @param sha256 of its bytes
 * @param keys how many it has, right or wrong ones
 * @param originProven whether the signature of their origin was verified
 * @param windowEnd end of the time that it tells of
 */
public record BatchFacts(ByteString sha256, long keys, boolean originProven, Instant windowEnd) {}

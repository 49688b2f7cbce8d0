package org.keyferry.client.gaen;

import org.keyferry.wire.key.Interval;

/**
 * A beacon that was heard.
 *
 * @param at in which interval
 * @param encryptedMetadata what came with it
 */
public record Sighting(Interval at, int encryptedMetadata) {}

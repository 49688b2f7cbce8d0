package org.keyferry.local.phone;

import org.keyferry.wire.key.Interval;

/**
 * A beacon that was heard.
 *
 * @param at in which interval
 * @param encryptedMetadata what came with it
 */
record Sighting(Interval at, int encryptedMetadata) {}

package org.keyferry.connector.pull;

import java.util.Optional;

/**
 * A batch of which some keys went on and others are still to go.
 *
 * @param batchId as the peer names it
 * @param feedId which row of numbers it is of, for formats that say
 * @param object that has its bytes
 * @param done how many of its keys were dealt with, in its order
 * @param counts what became of those
 */
public record OpenBatch(
    String batchId, Optional<String> feedId, String object, long done, KeyCounts counts) {}

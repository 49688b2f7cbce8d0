package org.keyferry.edge.kafka;

import java.time.Duration;

/**
 * How far a consumer group is behind on a topic.
 *
 * @param topic the topic
 * @param group the consumer group
 * @param records offsets between what it has committed and the last stable one
 * @param age time since the oldest record that it has not committed; zero if there is none. Record
 *     times are rounded down to the quantum, so this is up to one quantum too long
 */
public record GroupLag(String topic, String group, long records, Duration age) {}

package org.keyferry.local.status;

/**
 * How far a consumer group is behind on a topic.
 *
 * @param topic the topic; changelogs of Kafka Streams too
 * @param group the group, or null where none reads the topic
 * @param lagRecords records that it has not committed, or null without a group
 * @param lagSeconds time since the oldest of them, or null without a group
 */
public record TopicLag(String topic, String group, Long lagRecords, Long lagSeconds) {}

package org.keyferry.exporter.command;

import org.keyferry.exporter.publish.BatchPublisher;
import org.keyferry.exporter.publish.FeedIndexes;
import org.keyferry.exporter.record.PublishedLog;

/**
 * What a command does its steps with.
 *
 * @param publisher stores objects
 * @param indexes names them
 * @param log records them
 */
record PublishingSteps(BatchPublisher publisher, FeedIndexes indexes, PublishedLog log) {}

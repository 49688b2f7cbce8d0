package org.keyferry.exporter.command;

import org.keyferry.exporter.publish.BatchPublisher;
import org.keyferry.exporter.publish.FeedIndexes;

/**
 * What a command does its steps with.
 *
 * @param publisher stores objects
 * @param indexes names them
 */
record PublishingSteps(BatchPublisher publisher, FeedIndexes indexes) {}

package org.keyferry.exporter.command;

import org.keyferry.exporter.publish.BatchPublisher;
import org.keyferry.exporter.publish.Naming;

/**
 * What a command does its steps with.
 *
 * @param publisher stores objects
 * @param naming has readers find them
 */
record PublishingSteps(BatchPublisher publisher, Naming naming) {}

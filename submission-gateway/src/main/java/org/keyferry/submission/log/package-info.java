/** The edge to Kafka: appends keys to {@code keys.submitted} and waits until they are durable. */
package org.keyferry.submission.log;

/** The rules, as one Kafka Streams topology, and the app that runs it. */
package org.keyferry.processor;

/** How brokers are reached, checked and measured. */
package org.keyferry.edge.kafka;

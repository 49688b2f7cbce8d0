/** How keys come from other backends and hubs: plugins for Kafka Connect. */
package org.keyferry.connector;

/** The sink connector: settings, tasks, batches. */
package org.keyferry.connector.sink;

/** The source connector: settings, tasks, records. */
package org.keyferry.connector.source;

/** What runs the topology: client properties, memory of the stores, start, stop and health. */
package org.keyferry.processor.runtime;

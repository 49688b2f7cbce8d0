/** The registry of topics: the only place that names one, and what creates them. */
package org.keyferry.wire.topic;

/** The processes that a benchmark measures: broker, object store, apps. */
package org.keyferry.bench.process;

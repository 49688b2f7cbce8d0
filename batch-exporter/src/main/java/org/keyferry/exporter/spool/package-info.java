/** Keys on disk while their batch is not complete, so that the heap does not grow with a batch. */
package org.keyferry.exporter.spool;

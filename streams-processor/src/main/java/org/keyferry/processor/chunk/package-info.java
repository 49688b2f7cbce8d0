/**
 * Runs of keys as both chunk events carry them, written and merged without parsing each key again.
 */
package org.keyferry.processor.chunk;

/**
 * When a later report of a key replaces an earlier one, and what of the earlier one has to stay.
 */
package org.keyferry.processor.revise;

/**
 * What an app does: it follows the feeds of regions, verifies all that it gets, and matches on the
 * phone.
 *
 * <p>{@link org.keyferry.client.ReferenceClient} is the way in.
 */
package org.keyferry.client;

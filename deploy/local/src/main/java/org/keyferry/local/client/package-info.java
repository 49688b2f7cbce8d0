/** What {@code ./keyferry client} adds to the reference client: its files and its words. */
package org.keyferry.local.client;

/** What is let in of what a peer sends. */
package org.keyferry.connector.screen;

/** Downloads from peers, which may send anything, within limits. */
package org.keyferry.connector.fetch;

/** What a phone remembers from one poll to the next. */
package org.keyferry.client.state;

/** What a key's feeds are, and the grid of time that all feeds share. */
package org.keyferry.processor.feed;

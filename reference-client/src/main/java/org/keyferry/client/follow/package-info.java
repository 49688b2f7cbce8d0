/** Following the feed of one region: what is new, verified, and each key once. */
package org.keyferry.client.follow;

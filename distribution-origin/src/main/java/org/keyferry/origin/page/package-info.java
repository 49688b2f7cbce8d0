/** What the origin says of itself to people and to those who write clients. */
package org.keyferry.origin.page;

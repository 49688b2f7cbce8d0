/** The configurations of caches between phones and the origin, with the real servers. */
package org.keyferry.systemtests.cdn;

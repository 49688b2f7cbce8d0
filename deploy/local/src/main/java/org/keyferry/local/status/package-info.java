/** What a running backend says of itself. */
package org.keyferry.local.status;

/** What was read from the store, and for how long it is held. */
package org.keyferry.origin.kept;

/** What the apps share at their edges. */
package org.keyferry.edge;

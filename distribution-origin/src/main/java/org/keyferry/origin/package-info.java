/** What phones download, from the object store to HTTP. */
package org.keyferry.origin;

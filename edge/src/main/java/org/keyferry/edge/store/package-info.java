/** The object store behind one small interface. */
package org.keyferry.edge.store;

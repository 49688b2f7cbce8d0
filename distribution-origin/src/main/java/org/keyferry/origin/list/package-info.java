/** What the batch lists say that the origin gives out. */
package org.keyferry.origin.list;

/**
 * With whom we exchange keys: one signed document of peers, its rules, and how it is read.
 *
 * <p>in: {@code peers.documents}; out: the document that is in effect
 */
package org.keyferry.wire.peer;

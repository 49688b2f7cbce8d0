/** The first stage: which records are keys, and which feeds they belong to. */
package org.keyferry.processor.admit;

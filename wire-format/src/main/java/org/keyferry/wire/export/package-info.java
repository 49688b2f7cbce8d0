/** The export file of Google and Apple: written, signed, read, verified and listed. */
package org.keyferry.wire.export;

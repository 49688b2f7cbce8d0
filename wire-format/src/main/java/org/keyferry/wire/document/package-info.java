/** The documents that tell phones what there is to fetch, and how they are signed and named. */
package org.keyferry.wire.document;

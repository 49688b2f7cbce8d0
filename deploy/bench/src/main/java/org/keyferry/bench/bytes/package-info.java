/** What keys and identifiers cost in bytes, in each format and kind of filter. */
package org.keyferry.bench.bytes;

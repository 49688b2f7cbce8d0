/**
 * EDI1, the list of what infected people's devices broadcast, as docs/edi1.md lays it out: 96 bytes
 * of header and sorted records, for clients and designs that the export file does not serve.
 */
package org.keyferry.wire.edi;

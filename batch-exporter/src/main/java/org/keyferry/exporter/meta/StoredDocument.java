package org.keyferry.exporter.meta;

import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.MetaDocument;

/**
 * A signed document as the store has it.
 *
 * @param jws the JWS
 * @param document what it says
 * @param hash of the JSON bytes, as the next one names it
 * @param keyId who signed it, as the JWS says
 * @param etag of the JWS
 */
record StoredDocument(
    String jws, MetaDocument document, ContentHash hash, String keyId, String etag) {}

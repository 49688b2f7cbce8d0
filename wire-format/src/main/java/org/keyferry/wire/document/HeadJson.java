package org.keyferry.wire.document;

import tools.jackson.core.JsonGenerator;

/** How a {@link DocumentHead} lies in JSON. */
final class HeadJson {
  private HeadJson() {}

  static void write(JsonGenerator out, DocumentHead head) {
    out.writeNumberProperty("sequence", head.sequence());
    head.previous().ifPresent(hash -> out.writeStringProperty("previous", hash.text()));
    out.writeStringProperty("issued_at", head.issuedAt().toString());
    out.writeStringProperty("expires_at", head.expiresAt().toString());
  }

  static DocumentHead read(DocumentFields fields) throws MalformedDocument {
    return new DocumentHead(
        fields.number("sequence"),
        fields.optional("previous", ContentHash::new),
        fields.time("issued_at"),
        fields.time("expires_at"));
  }
}

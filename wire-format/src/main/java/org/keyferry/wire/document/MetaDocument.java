package org.keyferry.wire.document;

import org.keyferry.wire.Problem;
import org.keyferry.wire.hub.JsonOutput;

/**
 * A document about a backend rather than its batches: its head, and the value that somebody else
 * decides on.
 *
 * @param type configuration, authorities or signing keys
 * @param version the sequence of the document that first had this value; the name of what never
 *     changes
 * @param head its place among the documents of its address
 * @param value JSON, without spaces
 */
public record MetaDocument(DocumentType type, long version, DocumentHead head, String value) {

  /**
   * @throws IllegalArgumentException if the version is none of the sequences up to now
   */
  public MetaDocument {
    if (version < 1 || version > head.sequence()) {
      throw new IllegalArgumentException(
          new Problem("version", "document", "1 to " + head.sequence(), String.valueOf(version))
              .toString());
    }
    member(type);
  }

  /** What the address and the member with the value are called. */
  public static String member(DocumentType type) {
    return switch (type) {
      case CONFIGURATION -> "configuration";
      case AUTHORITIES -> "authorities";
      case SIGNING_KEYS -> "keys";
      case BATCH_LIST, BATCH_DAY, FILE_INDEX ->
          throw new IllegalArgumentException(type.typ() + " is no document about a backend");
    };
  }

  /** The JSON bytes: the same document is the same bytes. */
  public byte[] render() {
    return JsonOutput.write(out -> {
      out.writeStartObject();
      out.writeNumberProperty("version", version);
      HeadJson.write(out, head);
      out.writeName(member(type));
      out.writeRawValue(value);
      out.writeEndObject();
    });
  }

  /**
   * Reads what {@link #render} wrote; members that it doesn't know are passed over.
   *
   * @param where it comes from, for errors
   * @throws MalformedDocument if it is no such document
   */
  public static MetaDocument parse(byte[] json, DocumentType type, String where)
      throws MalformedDocument {
    return DocumentFields.read(
        json,
        where,
        fields ->
            new MetaDocument(
                type, fields.number("version"), HeadJson.read(fields), fields.json(member(type))));
  }
}

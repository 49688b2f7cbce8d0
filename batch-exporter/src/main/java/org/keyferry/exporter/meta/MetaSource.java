package org.keyferry.exporter.meta;

import java.io.IOException;
import java.util.Map;
import org.keyferry.edge.store.Content;
import org.keyferry.wire.document.DocumentType;

/** Where the value of a document comes from. */
interface MetaSource {
  /** Which document. */
  DocumentType type();

  /**
   * What it shall say now.
   *
   * @throws IOException if that can't be told now; what is published stays
   */
  Wanted wanted() throws IOException;

  /** Whether each version is kept under an address of its own. */
  boolean keepsVersions();

  /** Objects that show the same in other forms, by name. */
  default Map<String, Content> furtherForms() throws IOException {
    return Map.of();
  }
}

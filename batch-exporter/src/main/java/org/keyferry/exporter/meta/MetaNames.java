package org.keyferry.exporter.meta;

import java.util.Locale;
import org.keyferry.exporter.publish.ObjectFolder;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.DocumentType;

/** Names in the bucket of documents about the backend. */
final class MetaNames {
  private MetaNames() {}

  /** The document without ending. */
  static String name(DocumentType type) {
    String word = type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return ObjectFolder.PUBLIC.inBucket(DocumentNames.meta(word));
  }

  /** A version of it without ending. */
  static String version(DocumentType type, long version) {
    return name(type) + "/" + version;
  }
}

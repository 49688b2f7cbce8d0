package org.keyferry.origin;

import java.util.Optional;
import java.util.regex.Pattern;
import org.keyferry.wire.export.ObjectNames;

/**
 * The address of something that is public: {@code /FEED/index.txt} or {@code
 * /FEED/START-END-NNNNN.zip}, as {@link ObjectNames} has them.
 *
 * <p>An address is taken as it stands in the request line, without decoding, and there is one
 * spelling for each object: caches on the way can't be filled with, or poisoned through, a second
 * one. A query makes it the address of nothing.
 *
 * @param path as in the request line
 * @param kind what is there
 */
record PublicPath(String path, Kind kind) {
  private static final String FEED = "/[A-Za-z0-9][A-Za-z0-9-]{0,31}/";
  private static final String SECONDS = "(?:0|[1-9][0-9]{0,11})";
  private static final Pattern INDEX = Pattern.compile(FEED + "index\\.txt");
  private static final Pattern FILE =
      Pattern.compile(FEED + SECONDS + "-" + SECONDS + "-[0-9]{5}\\.zip");

  /** What lies at an address. */
  enum Kind {
    /** The list of a feed's export files, replaced as batches are published. */
    INDEX(ObjectNames.INDEX_MEDIA_TYPE),
    /** An export file, which never changes. */
    FILE(ObjectNames.EXPORT_MEDIA_TYPE);

    private final String contentType;

    Kind(String contentType) {
      this.contentType = contentType;
    }

    String contentType() {
      return contentType;
    }
  }

  /** The address in the request line, or empty if nothing public can be there. */
  static Optional<PublicPath> of(String path, String query) {
    if (query != null) {
      return Optional.empty();
    }
    if (FILE.matcher(path).matches()) {
      return Optional.of(new PublicPath(path, Kind.FILE));
    }
    return INDEX.matcher(path).matches()
        ? Optional.of(new PublicPath(path, Kind.INDEX))
        : Optional.empty();
  }

  /** The name under which the store has it. */
  String objectName() {
    return "public" + path;
  }
}

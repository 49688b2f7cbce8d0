package org.keyferry.federation.gateway.archive;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyferry.wire.key.Region;

/**
 * A batch that was imported, by its place in the archive: {@code PEER/ORIGIN/DATE/TAG}. What proves
 * its origin, where that is not in the batch itself, has the tag with {@code ~audit} behind it.
 *
 * @param name without the folder
 * @param origin whose keys are in it; empty if they are of several regions
 */
record ArchivedBatch(String name, Optional<Region> origin) {
  private static final String FOLDER = "import/";
  private static final String SEGMENT = "[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,255}";
  private static final Pattern NAME =
      Pattern.compile(SEGMENT + "/(" + SEGMENT + ")/\\d{4}-\\d{2}-\\d{2}/" + SEGMENT);

  /** The batch that the text names, if it can name one. */
  static Optional<ArchivedBatch> of(String text) {
    Matcher matcher = NAME.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String origin = matcher.group(1);
    return Optional.of(
        new ArchivedBatch(
            text, Region.isCode(origin) ? Optional.of(new Region(origin)) : Optional.empty()));
  }

  /** Its name in the bucket. */
  String objectName() {
    return FOLDER + name;
  }
}

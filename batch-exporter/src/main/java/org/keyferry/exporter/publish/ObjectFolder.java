package org.keyferry.exporter.publish;

import org.keyferry.event.v1.BatchAudience;

/**
 * Where objects lie in the bucket. The origin serves all that is in the first folder and nothing
 * else, so only what phones may read is there.
 */
public enum ObjectFolder {
  /** For phones. */
  PUBLIC("public"),
  /** For other backends and hubs, which are let in elsewhere. */
  PRIVATE("private");

  private final String name;

  ObjectFolder(String name) {
    this.name = name;
  }

  /**
   * The folder of a batch for that audience. Batches of before there was any choice are for phones.
   *
   * @throws IllegalArgumentException if the audience is not known
   */
  public static ObjectFolder of(BatchAudience audience) {
    return switch (audience) {
      case BATCH_AUDIENCE_UNSPECIFIED, PHONES -> PUBLIC;
      case PEERS -> PRIVATE;
      case UNRECOGNIZED ->
          throw new IllegalArgumentException("expected phones or peers as audience, got another");
    };
  }

  /** What all names in the bucket begin with. */
  public String prefix() {
    return name + "/";
  }

  /** The name in the bucket of a name as an index lists it. */
  public String inBucket(String objectName) {
    return prefix() + objectName;
  }

  /**
   * Who may keep copies: of what is served to everybody all caches, of the rest none on the way.
   */
  String cacheControl(String ofPublic) {
    return ofPublic.replaceFirst("^public\\b", name);
  }

  /** The name as an index lists it of a name in the bucket, which is in this folder. */
  public String inFolder(String nameInBucket) {
    return nameInBucket.substring(prefix().length());
  }
}

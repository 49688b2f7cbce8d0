package org.keyferry.exporter.publish;

/** Where public objects lie in the bucket. */
public final class PublicObjects {
  /** Index lines and HTTP paths are relative to it. */
  public static final String PREFIX = "public/";

  private PublicObjects() {}

  /** The name in the bucket of a name as an index lists it. */
  public static String inBucket(String name) {
    return PREFIX + name;
  }
}

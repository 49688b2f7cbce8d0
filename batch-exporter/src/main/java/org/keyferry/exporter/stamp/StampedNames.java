package org.keyferry.exporter.stamp;

import java.util.regex.Pattern;

/**
 * Which objects get a token: those whose bytes are the same for ever. Lists and aliases are none of
 * them.
 */
final class StampedNames {
  /** Behind the name of the object that it is about. */
  static final String TOKEN = ".tsr";

  private static final String FEED = "public/[A-Za-z0-9-]{1,32}/";

  private static final Pattern IMMUTABLE =
      Pattern.compile(
          FEED
              + "\\d{1,12}-\\d{1,12}-\\d{5}\\.zip"
              + "|"
              + FEED
              + "v1/exposed/data/[A-Za-z0-9_-]+\\.(edi|json)"
              + "|"
              + FEED
              + "v1/exposed/filter/[A-Za-z0-9_-]+\\.ccf"
              + "|public/meta/(configuration|authorities)/\\d{1,18}\\.(json|jws)");

  private StampedNames() {}

  /** Whether an object of that name in the bucket gets a token. */
  static boolean areStamped(String name) {
    return IMMUTABLE.matcher(name).matches();
  }

  /** Whether the name in the bucket is that of a token. */
  static boolean isToken(String name) {
    return name.endsWith(TOKEN) && areStamped(stamped(name));
  }

  /** The object that a token is about. */
  static String stamped(String token) {
    return token.substring(0, token.length() - TOKEN.length());
  }

  /** The token about an object. */
  static String token(String name) {
    return name + TOKEN;
  }
}

package org.keyferry.origin.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** How the page looks, and that a browser loads and runs nothing else for it. */
public final class PagePolicy {
  static final String STYLE =
      """
      :root{color-scheme:light dark;--back:#fff;--text:#1b1b1b;--line:#8a8a8a;--link:#00508f}
      @media(prefers-color-scheme:dark){:root{--back:#161616;--text:#ececec;--line:#7d7d7d;--link:#8cc4ff}}
      body{background:var(--back);color:var(--text);font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:72rem;padding:1rem}
      a{color:var(--link)}
      .wide{overflow-x:auto}
      table{border-collapse:collapse;width:100%}
      caption{font-weight:bold;padding:.5rem 0;text-align:left}
      th,td{border-bottom:1px solid var(--line);padding:.3rem .8rem .3rem 0;text-align:left;white-space:nowrap}
      .number{text-align:right}
      code,pre{font:.875rem/1.5 ui-monospace,monospace}
      pre{border:1px solid var(--line);overflow-x:auto;padding:.8rem}
      """;

  /** The header {@code Content-Security-Policy}. */
  public static final String HEADER =
      "default-src 'none'; style-src 'sha256-"
          + hash()
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private PagePolicy() {}

  private static String hash() {
    try {
      byte[] style = STYLE.getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(style));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}

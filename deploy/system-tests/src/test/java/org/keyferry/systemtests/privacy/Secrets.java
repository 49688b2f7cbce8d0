package org.keyferry.systemtests.privacy;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyferry.systemtests.download.KeyBytes;
import org.keyferry.systemtests.upload.Uploader;

/**
 * Finds in a text what must not be there: one of the keys, in base64 or hexadecimal at any place, a
 * verification certificate, or the address that uploads came from.
 *
 * @param keys the uploaded keys
 */
public record Secrets(Set<KeyBytes> keys) {
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{22,}");
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{32,}");
  private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.");

  /** What is found in a line; empty if it tells nothing. */
  public List<String> in(String line) {
    var found = new ArrayList<String>();
    if (line.contains(Uploader.CLIENT_ADDRESS)) {
      found.add("address of a phone");
    }
    if (TOKEN.matcher(line).find()) {
      found.add("token");
    }
    if (holdsKey(line, BASE64, 22, Secrets::fromBase64)) {
      found.add("key in base64");
    }
    if (holdsKey(line, HEX, 32, HexFormat.of()::parseHex)) {
      found.add("key in hexadecimal");
    }
    return found;
  }

  private boolean holdsKey(
      String line, Pattern digits, int length, Function<String, byte[]> decoder) {
    Matcher run = digits.matcher(line);
    while (run.find()) {
      for (int from = run.start(); from + length <= run.end(); from++) {
        byte[] bytes = decoder.apply(line.substring(from, from + length));
        if (keys.contains(KeyBytes.at(bytes, 0))) {
          return true;
        }
      }
    }
    return false;
  }

  private static byte[] fromBase64(String digits) {
    return Base64.getDecoder().decode(digits.replace('-', '+').replace('_', '/'));
  }
}

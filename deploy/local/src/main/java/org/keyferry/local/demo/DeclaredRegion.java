package org.keyferry.local.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.keyferry.wire.key.Region;

/**
 * A region without a backend that everybody who uploads declares, and that nothing else names: so
 * wherever its code is, there is something of a declaration.
 *
 * @param region the region; its code is too long to come about by chance
 */
record DeclaredRegion(Region region) {
  private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final int BASE64_GROUP = 3;

  /** Another one each time. */
  static DeclaredRegion any(Random random) {
    var code = new StringBuilder("XX-");
    for (int i = 0; i < BASE64_GROUP; i++) {
      code.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return new DeclaredRegion(new Region(code.toString()));
  }

  /** Whether it is in the bytes: as it is, in base64, or in a zip. */
  boolean isIn(byte[] bytes) throws IOException {
    if (isPlainIn(bytes)) {
      return true;
    }
    if (bytes.length < ZIP.length || !Arrays.equals(ZIP, 0, ZIP.length, bytes, 0, ZIP.length)) {
      return false;
    }
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      while (zip.getNextEntry() != null) {
        if (isPlainIn(zip.readAllBytes())) {
          return true;
        }
      }
      return false;
    } catch (EOFException | ZipException e) {
      // Somebody broke it: it can't be unpacked by anybody, and was looked at as it is.
      return false;
    }
  }

  private boolean isPlainIn(byte[] bytes) {
    return forms().stream().anyMatch(form -> indexOf(bytes, form) >= 0);
  }

  /** Its code, and what base64 makes of it at each place of a group of three bytes. */
  private List<byte[]> forms() {
    var forms = new ArrayList<>(List.of(region.code().getBytes(US_ASCII)));
    for (int before = 0; before < BASE64_GROUP; before++) {
      byte[] shifted = (" ".repeat(before) + region.code()).getBytes(US_ASCII);
      String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      // Characters at the ends depend on what is around it.
      int first = before == 0 ? 0 : before + 1;
      int last = shifted.length % BASE64_GROUP == 0 ? text.length() : text.length() - 1;
      forms.add(text.substring(first, last).getBytes(US_ASCII));
    }
    return forms;
  }

  private static int indexOf(byte[] bytes, byte[] form) {
    for (int at = 0; at <= bytes.length - form.length; at++) {
      if (bytes[at] == form[0]
          && Arrays.equals(bytes, at, at + form.length, form, 0, form.length)) {
        return at;
      }
    }
    return -1;
  }
}

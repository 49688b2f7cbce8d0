package org.keyferry.origin.kept;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Base64;
import org.keyferry.wire.Problem;

/**
 * Bytes from the store, held against what was noted of them.
 *
 * <p>in: a stream; out: its bytes, and a failure at its end if they are not those
 */
final class Verified {
  private final Representation expected;
  private final InputStream bytes;
  private final MessageDigest digest = Representation.newDigest();
  private long count;

  Verified(Representation expected, InputStream bytes) {
    this.expected = expected;
    this.bytes = bytes;
  }

  int read(byte[] buffer) throws IOException {
    int read = bytes.read(buffer);
    if (read > 0) {
      count += read;
      digest.update(buffer, 0, read);
    }
    return read;
  }

  /** All of them. */
  byte[] all() throws IOException {
    byte[] all = bytes.readAllBytes();
    count = all.length;
    digest.update(all);
    finish();
    return all;
  }

  /**
   * Returns if the bytes that were read are those that were expected.
   *
   * @throws StoreAway otherwise
   */
  void finish() throws IOException {
    if (count != expected.size()) {
      throw refused(expected.size() + " bytes", String.valueOf(count));
    }
    String actual = Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    if (expected.sha256().isPresent() && !expected.sha256().get().text().equals(actual)) {
      throw refused("bytes with SHA-256 " + expected.sha256().get().text(), actual);
    }
  }

  private StoreAway refused(String wanted, String actual) {
    return new StoreAway(new Problem("object", expected.object(), wanted, actual).toString());
  }
}

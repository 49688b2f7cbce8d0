package org.keyferry.local.batches;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.ExposureKey;

/**
 * The keys that a correction leaves out, as digests: no key leaves this machine.
 *
 * <p>in: a file with a key in each line, in Base64 or hex; out: SHA-256 of each
 */
public final class KeyDigests {
  private static final int HEX_LENGTH = 2 * ExposureKey.LENGTH;

  private KeyDigests() {}

  /** Of all lines that are not empty. */
  public static List<ByteString> of(Path file) throws IOException {
    var digests = new ArrayList<ByteString>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.isBlank()) {
        digests.add(sha256(key(line.strip(), file + ", line " + number)));
      }
    }
    return digests;
  }

  private static byte[] key(String line, String where) {
    try {
      byte[] key =
          line.length() == HEX_LENGTH
              ? HexFormat.of().parseHex(line)
              : Base64.getDecoder().decode(line);
      if (key.length == ExposureKey.LENGTH) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // Told below, without what was there: it may be nearly a key.
    }
    throw new CommandFailure(
        new Problem("key", where, "16 bytes in Base64 or hex", line.length() + " characters"));
  }

  private static ByteString sha256(byte[] key) {
    try {
      return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

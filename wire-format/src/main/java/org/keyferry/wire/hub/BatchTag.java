package org.keyferry.wire.hub;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.keyferry.wire.Problem;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.key.Region;

/**
 * The name of a batch at a hub. What others name is opaque to us.
 *
 * @param value 1 to 64 printable ASCII characters, the first and the last no space
 */
public record BatchTag(String value) {
  /** No hub keeps longer ones. */
  public static final int LONGEST = 64;

  /** What stands for "no next batch" in headers, and is no tag. */
  public static final String NONE = "null";

  private static final Pattern SHAPE = Pattern.compile("[!-~]([ -~]{0,62}[!-~])?");
  private static final int DIGEST_BYTES = 24;

  /**
   * @throws IllegalArgumentException if it has another shape
   */
  public BatchTag {
    if (!isTag(value)) {
      throw new IllegalArgumentException(
          new Problem(
                  "batchTag",
                  "batch",
                  "1 to 64 printable ASCII characters without a space at either end, not null",
                  value.length() + " characters")
              .toString());
    }
  }

  /** Whether the text can be the name of a batch. */
  public static boolean isTag(String text) {
    return SHAPE.matcher(text).matches() && !text.equals(NONE);
  }

  /**
   * Reads the value of a member {@code batchTag}.
   *
   * @throws MalformedBatch if it can be no tag
   */
  public static BatchTag read(JsonInput in) throws MalformedBatch {
    String tag = in.string("batchTag", LONGEST);
    if (!isTag(tag)) {
      throw in.problem("batchTag", "1 to 64 printable ASCII characters", "others");
    }
    return new BatchTag(tag);
  }

  /**
   * The tag that a country's content has: a repeat has the same, so that the hub knows it again,
   * and no other country has it. It shows nothing of the content.
   *
   * @param country who uploads
   * @param content what the tag is a function of; parts are told apart by their lengths
   */
  public static BatchTag of(Region country, byte[]... content) {
    MessageDigest sha256 = Sha256.begun();
    for (byte[] part : content) {
      sha256.update((part.length + ":").getBytes(StandardCharsets.US_ASCII));
      sha256.update(part);
    }
    String digest = HexFormat.of().formatHex(sha256.digest(), 0, DIGEST_BYTES);
    return new BatchTag(country + "-" + digest);
  }

  @Override
  public String toString() {
    return value;
  }
}

package org.keyferry.submission.publish;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Random bytes of random length, so that the size of a reply tells nothing.
 *
 * <p>AES in counter mode under random keys: the JDK's random generators need as long for one reply
 * as its JSON does, and make callers wait for each other. Several generators, because a request's
 * virtual thread has nothing of its own that would last.
 */
final class ReplyPadding {
  private static final int GENERATORS = 2 * Runtime.getRuntime().availableProcessors();
  private static final int AES_BYTES = 16;

  private final int least;
  private final int range;
  private final byte[] zeros;
  private final Cipher[] generators;

  /**
   * @param least shortest padding in bytes
   * @param range how many lengths there are, from the shortest on
   */
  ReplyPadding(int least, int range) {
    this.least = least;
    this.range = range;
    this.zeros = new byte[Integer.BYTES + least + range];
    this.generators =
        IntStream.range(0, GENERATORS).mapToObj(i -> keyStream()).toArray(Cipher[]::new);
  }

  private static Cipher keyStream() {
    var seed = new SecureRandom();
    byte[] key = new byte[AES_BYTES];
    byte[] counter = new byte[AES_BYTES];
    seed.nextBytes(key);
    seed.nextBytes(counter);
    try {
      var cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(counter));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES", e);
    }
  }

  /** Padding for one reply: {@code least} to {@code least + range - 1} bytes, in base64. */
  String next() {
    byte[] random = random();
    int number = ByteBuffer.wrap(random).getInt();
    // Both are far below 2³², so no length is noticeably more frequent.
    int length = least + Integer.remainderUnsigned(number, range);
    return Base64.getEncoder()
        .encodeToString(Arrays.copyOfRange(random, Integer.BYTES, Integer.BYTES + length));
  }

  private byte[] random() {
    Cipher generator = generators[ThreadLocalRandom.current().nextInt(generators.length)];
    synchronized (generator) {
      return generator.update(zeros);
    }
  }
}

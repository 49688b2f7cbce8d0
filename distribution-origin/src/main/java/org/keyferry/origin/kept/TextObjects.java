package org.keyferry.origin.kept;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses each text once, when it was read: what is compressed can't be of another time than
 * what is not.
 *
 * <p>in: an object as the store has it; out: it in all its representations
 */
final class TextObjects {
  private TextObjects() {}

  /** Whether objects of that name are given out compressed, too. */
  static boolean has(String object) {
    return switch (object.substring(object.lastIndexOf('.') + 1)) {
      case "json", "jws", "txt", "pem" -> true;
      default -> false;
    };
  }

  /** The object, and compressed if it is a text, which is in memory. */
  static Kept kept(Representation plain) {
    return has(plain.object()) && plain.bytes() instanceof Bytes.InHeap(byte[] all)
        ? new Kept(plain, Optional.of(plain.encoded(gzip(all, strategy(plain.object())))))
        : new Kept(plain, Optional.empty());
  }

  /**
   * In lists of hashes a few letters repeat by chance: to refer to them takes more than to repeat
   * them. Names of files are better off without that.
   */
  private static int strategy(String object) {
    return object.endsWith(".txt") ? Deflater.DEFAULT_STRATEGY : Deflater.FILTERED;
  }

  private static byte[] gzip(byte[] bytes, int strategy) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new SmallGzip(out, strategy)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The same bytes always, whichever instance makes them: the header has no time. */
  private static final class SmallGzip extends GZIPOutputStream {
    private SmallGzip(ByteArrayOutputStream out, int strategy) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
      def.setStrategy(strategy);
    }
  }
}

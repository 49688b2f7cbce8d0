package org.keyferry.client.fetch;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;
import org.keyferry.client.trust.Attack;
import org.keyferry.client.trust.AttackDetected;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.HashStart;

/**
 * Fetches files that never change, and goes on where a connection broke: {@code Range} asks for the
 * rest, {@code If-Range} makes sure that it is the rest of the same bytes.
 *
 * <p>in: an address; out: bytes that are those of the digest, if one is known
 */
public final class Download {
  /** So often a broken download goes on; then the next poll begins again. */
  private static final int MOST_BREAKS = 8;

  private final Transport transport;

  public Download(Transport transport) {
    this.transport = transport;
  }

  /**
   * The whole file, checked before anybody sees it.
   *
   * @param sha256 base64url without padding, from a signed list
   * @throws AttackDetected if it is another file, or is not given out
   * @throws IOException if it does not come to its end
   */
  public ByteString verified(URI uri, String sha256)
      throws IOException, InterruptedException, AttackDetected {
    return verified(uri, sha256, actual -> actual.text().equals(sha256));
  }

  /**
   * The same, of whose digest the list says the beginning.
   *
   * @throws AttackDetected if it is another file, or is not given out
   * @throws IOException if it does not come to its end
   */
  public ByteString verified(URI uri, HashStart sha256)
      throws IOException, InterruptedException, AttackDetected {
    return verified(uri, sha256.text(), sha256::isOf);
  }

  private ByteString verified(URI uri, String expected, Predicate<ContentHash> isExpected)
      throws IOException, InterruptedException, AttackDetected {
    ByteString bytes = whole(uri);
    ContentHash actual = ContentHash.of(bytes.toByteArray());
    if (!isExpected.test(actual)) {
      throw AttackDetected.of(Attack.ALTERED_DATA, "SHA-256", uri, expected, actual);
    }
    return bytes;
  }

  /**
   * The whole file, of which nothing is known: it has to be signed itself.
   *
   * @throws AttackDetected if it is not given out
   * @throws IOException if it does not come to its end
   */
  public ByteString whole(URI uri) throws IOException, InterruptedException, AttackDetected {
    var part = new Part(ByteString.EMPTY, Optional.empty(), false);
    for (int breaks = 0; breaks <= MOST_BREAKS; breaks++) {
      part = part.next(uri, transport);
      if (part.isWhole()) {
        return part.bytes();
      }
    }
    throw Answer.broken("download", uri, "the end of it", "a break " + MOST_BREAKS + " times");
  }

  /** What is there of a file. */
  private record Part(ByteString bytes, Optional<String> tag, boolean isWhole) {

    Part next(URI uri, Transport transport)
        throws IOException, InterruptedException, AttackDetected {
      boolean goesOn = !bytes.isEmpty() && tag.isPresent();
      Request request = Request.data(uri);
      Answer answer = transport.get(goesOn ? request.from(bytes.size(), tag.get()) : request);
      return switch (answer.status()) {
        case Answer.OK -> new Part(answer.body(), answer.strongTag(), answer.isWhole());
        case Answer.PARTIAL -> rest(answer, uri);
        case Answer.NOT_FOUND, Answer.GONE ->
            throw AttackDetected.of(
                Attack.WITHHELD_DATA, "file", uri, "one, as it is listed", answer.status());
        default -> throw answer.unexpected(uri, goesOn ? "200 or 206" : "200");
      };
    }

    private Part rest(Answer answer, URI uri) throws IOException {
      String expected = "bytes " + bytes.size() + "-";
      if (!answer.header("Content-Range").orElse("none").startsWith(expected)) {
        throw Answer.broken(
            "Content-Range", uri, expected + "…", answer.header("Content-Range").orElse("none"));
      }
      return new Part(bytes.concat(answer.body()), tag, answer.isWhole());
    }
  }
}

package org.keyferry.connector.push;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.keyferry.connector.fetch.Answer;
import org.keyferry.connector.fetch.PeerClient;
import org.keyferry.wire.Problem;

/**
 * Posts uploads to one hub, and tells answers apart: those that mean that the hub has the keys,
 * those of 4xx, which no repeat changes, and all others, which may be others next time.
 *
 * @param url of uploads
 * @param client asks the hub
 * @param wanted statuses by which it says what it has
 */
record HubPost(URI url, Supplier<PeerClient> client, Set<Integer> wanted) {
  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final int MOST_ANSWER_BYTES = 1 << 20;

  HubPost {
    wanted = Set.copyOf(wanted);
  }

  /** Uploads of a hub with that base URL. */
  static HubPost to(URI base, Supplier<PeerClient> client, Set<Integer> wanted) {
    return new HubPost(base.resolve("diagnosiskeys/upload"), client, wanted);
  }

  /**
   * Uploads.
   *
   * @param body takes that of the answer, whatever it is
   * @return an answer with a wanted status
   * @throws UploadRefused if the hub will never take it
   * @throws IOException if it may take it later
   */
  Answer send(SealedPart part, Map<String, String> headers, byte[] upload, OutputStream body)
      throws IOException, UploadRefused {
    Answer answer = client.get().post(url, headers, upload, body, MOST_ANSWER_BYTES);
    int status = answer.status();
    if (wanted.contains(status)) {
      return answer;
    }
    boolean isFinal = status >= BAD_REQUEST && status < SERVER_ERROR && status != TOO_MANY_REQUESTS;
    if (isFinal) {
      throw new UploadRefused(
          new Problem("upload of " + part, url.toString(), expected(status), status + ""));
    }
    throw answer.unexpected(anyWanted());
  }

  private String expected(int status) {
    return status == TOO_LARGE
        ? anyWanted() + ", which a lower upload.most.keys may bring"
        : anyWanted();
  }

  private String anyWanted() {
    return wanted.stream().sorted().map(String::valueOf).collect(Collectors.joining(" or "));
  }
}

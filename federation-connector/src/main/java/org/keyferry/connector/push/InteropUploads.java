package org.keyferry.connector.push;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPrivateKey;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.keyferry.connector.fetch.Answer;
import org.keyferry.connector.fetch.PeerClient;
import org.keyferry.wire.Problem;
import org.keyferry.wire.hub.BatchTag;
import org.keyferry.wire.interop.CompactJws;
import org.keyferry.wire.interop.InteropMapping;
import org.keyferry.wire.interop.InteropUpload;
import org.keyferry.wire.key.Region;

/**
 * Uploads to an interop server, each a signed payload. The server knows keys that it has by
 * themselves, so a repeat changes nothing there.
 */
public final class InteropUploads implements HubUploads {
  private static final int NO_CONTENT = 204;
  private static final int CREATED = 201;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int MOST_ANSWER_BYTES = 1 << 20;

  private final URI url;
  private final Supplier<PeerClient> client;
  private final ECPrivateKey key;
  private final String token;
  private final Region home;

  /**
   * @param base URL of the server
   * @param client asks it
   * @param key signs, on P-256
   * @param token that the server gave us
   * @param home our region
   */
  public InteropUploads(
      URI base, Supplier<PeerClient> client, ECPrivateKey key, String token, Region home) {
    this.url = base.resolve("diagnosiskeys/upload");
    this.client = client;
    this.key = key;
    this.token = token;
    this.home = home;
  }

  @Override
  public int upload(SealedPart part) throws IOException, UploadRefused {
    var exposures =
        part.keys().stream()
            .map(each -> InteropMapping.fromBatch(each, List.of(home.code())))
            .toList();
    if (exposures.isEmpty()) {
      return 0;
    }
    var tag = BatchTag.of(home, part.place().getBytes(StandardCharsets.UTF_8));
    String payload = CompactJws.sign(InteropUpload.writeContent(exposures), key);
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            InteropUpload.MEDIA_TYPE,
            "Accept",
            InteropUpload.MEDIA_TYPE,
            "Authorization",
            "Bearer " + token);
    byte[] body = new InteropUpload(tag, payload).toByteArray();
    Answer answer =
        client.get().post(url, headers, body, new ByteArrayOutputStream(), MOST_ANSWER_BYTES);
    requireTaken(answer, part);
    return exposures.size();
  }

  private static void requireTaken(Answer answer, SealedPart part)
      throws IOException, UploadRefused {
    int status = answer.status();
    if (status == Answer.OK || status == CREATED || status == NO_CONTENT) {
      return;
    }
    if (status >= 400 && status < 500 && status != TOO_MANY_REQUESTS) {
      throw new UploadRefused(
          new Problem("upload of " + part, answer.url().toString(), "200", status + ""));
    }
    throw answer.unexpected("200, 201 or 204");
  }
}

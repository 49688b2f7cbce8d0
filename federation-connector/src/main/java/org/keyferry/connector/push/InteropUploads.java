package org.keyferry.connector.push;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.security.interfaces.ECPrivateKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.keyferry.connector.fetch.Answer;
import org.keyferry.connector.fetch.PeerClient;
import org.keyferry.wire.interop.CompactJws;
import org.keyferry.wire.interop.InteropMapping;
import org.keyferry.wire.interop.InteropUpload;
import org.keyferry.wire.key.Region;

/**
 * Uploads to an interop server, each a signed payload. The server knows keys that it has by
 * themselves, so a repeat changes nothing there. 409 means that the tag was used: by us and for the
 * same keys, as it is a function of both.
 */
public final class InteropUploads implements HubUploads {
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final int CONFLICT = 409;

  private final HubPost hub;
  private final ECPrivateKey key;
  private final Optional<String> token;
  private final Region home;

  /**
   * @param base URL of the server
   * @param client asks it
   * @param key signs, on P-256
   * @param token that the server gave us; empty where it knows us by our certificate
   * @param home our region
   */
  public InteropUploads(
      URI base,
      Supplier<PeerClient> client,
      ECPrivateKey key,
      Optional<String> token,
      Region home) {
    this.hub = HubPost.to(base, client, Set.of(Answer.OK, CREATED, NO_CONTENT, CONFLICT));
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
    byte[] content = InteropUpload.writeContent(exposures);
    var upload = new InteropUpload(part.tag(home, content), CompactJws.sign(content, key));
    hub.send(part, headers(), upload.toByteArray(), OutputStream.nullOutputStream());
    return exposures.size();
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", InteropUpload.MEDIA_TYPE);
    headers.put("Accept", InteropUpload.MEDIA_TYPE);
    token.ifPresent(value -> headers.put("Authorization", "Bearer " + value));
    return headers;
  }
}

package org.keyferry.federation.gateway.hub;

import com.google.protobuf.ByteString;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * What a hub answers.
 *
 * @param status of HTTP
 * @param headers beside those of every answer
 * @param mediaType of the body; empty: there is none
 * @param body may be empty
 */
record HubAnswer(int status, Map<String, String> headers, String mediaType, ByteString body) {
  private static final String JSON = "application/json";

  static HubAnswer empty(int status, Map<String, String> headers) {
    return new HubAnswer(status, headers, "", ByteString.EMPTY);
  }

  static HubAnswer json(int status, byte[] body) {
    return new HubAnswer(status, Map.of(), JSON, ByteString.copyFrom(body));
  }

  void send(HttpServletResponse response) throws IOException {
    response.setStatus(status);
    headers.forEach(response::setHeader);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (!mediaType.isEmpty()) {
      response.setContentType(mediaType);
    }
    response.setContentLength(body.size());
    body.writeTo(response.getOutputStream());
  }
}

package org.keyferry.federation.gateway.answer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/**
 * The description of the endpoints for those who write the other side.
 *
 * <p>in: {@code GET /v3/api-docs}; out: OpenAPI 3.1
 */
@Controller
public final class ApiDocument {
  private final byte[] document = read();

  private static byte[] read() {
    try (InputStream in = ApiDocument.class.getResourceAsStream("openapi.json")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the description of the endpoints", e);
    }
  }

  @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  byte[] document() {
    return document.clone();
  }
}

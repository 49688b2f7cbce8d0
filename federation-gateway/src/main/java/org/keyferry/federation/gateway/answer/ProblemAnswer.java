package org.keyferry.federation.gateway.answer;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a client why it gets something else than it asked for.
 *
 * <p>out: {@code application/problem+json}, RFC 9457
 */
public final class ProblemAnswer {
  private ProblemAnswer() {}

  /**
   * Sends it.
   *
   * @param title the kind of problem, the same each time
   * @param detail what is wrong this time
   */
  public static void send(HttpServletResponse response, int status, String title, String detail)
      throws IOException {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("title", title);
    problem.put("status", status);
    problem.put("detail", detail);
    byte[] json = JsonMapper.shared().writeValueAsBytes(problem);
    response.setStatus(status);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }
}

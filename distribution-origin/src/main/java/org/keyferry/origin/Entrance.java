package org.keyferry.origin;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keyferry.origin.answer.AnswerHeaders;
import org.springframework.http.HttpStatus;

/**
 * Where requests come in. All but those of the actuator are answered here, ahead of every other
 * filter and of Spring's dispatcher, which would take longer than the answer itself.
 */
final class Entrance implements Filter {
  private static final String ACTUATOR = "/actuator";

  private final PublicObjects objects;
  private final ClientShares shares;
  private final AnswerHeaders headers;

  Entrance(PublicObjects objects, ClientShares shares, AnswerHeaders headers) {
    this.objects = objects;
    this.shares = shares;
    this.headers = headers;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var asked = (HttpServletRequest) request;
    if (asked.getRequestURI().startsWith(ACTUATOR)) {
      chain.doFilter(request, response);
      return;
    }
    var answer = (HttpServletResponse) response;
    String client = request.getRemoteAddr();
    if (!shares.enter(client)) {
      headers.refuse(answer, HttpStatus.TOO_MANY_REQUESTS.value());
      return;
    }
    try {
      objects.handleRequest(asked, answer);
    } finally {
      shares.leave(client);
    }
  }
}

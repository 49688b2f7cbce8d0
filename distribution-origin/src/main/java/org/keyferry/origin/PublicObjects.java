package org.keyferry.origin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.coyote.CloseNowException;
import org.keyferry.origin.address.Address;
import org.keyferry.origin.address.Addresses;
import org.keyferry.origin.answer.AnswerHeaders;
import org.keyferry.origin.answer.Answers;
import org.keyferry.origin.answer.Shown;
import org.keyferry.origin.kept.StoreAway;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestHandler;

/**
 * Gives out what is public, and nothing else.
 *
 * <p>in: {@code GET|HEAD} of an address (docs/origin.md); out: the object under {@code public/} in
 * the store that lies there
 */
final class PublicObjects implements HttpRequestHandler {
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final Addresses addresses;
  private final Finder finder;
  private final Answers answers;
  private final AnswerHeaders headers;
  private final OriginWatch watch;

  PublicObjects(
      Addresses addresses,
      Finder finder,
      Answers answers,
      AnswerHeaders headers,
      OriginWatch watch) {
    this.addresses = addresses;
    this.finder = finder;
    this.answers = answers;
    this.headers = headers;
    this.watch = watch;
  }

  @Override
  public void handleRequest(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Address address = addresses.of(request.getRequestURI(), request.getQueryString());
    if (address instanceof Address.Nowhere) {
      headers.refuse(response, HttpServletResponse.SC_NOT_FOUND);
    } else if (!READING.contains(request.getMethod())) {
      response.setHeader(HttpHeaders.ALLOW, "GET, HEAD");
      headers.refuse(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    } else {
      answer(address, request, response);
    }
    watch.metrics().answered(address, response.getStatus());
  }

  private void answer(Address address, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      switch (finder.find(address, request)) {
        case Finding.There(Shown shown) -> {
          if (shown.stale()) {
            watch.metrics().stale();
          }
          answers.answer(request, response, shown);
        }
        case Finding.Elsewhere elsewhere -> headers.elsewhere(response, elsewhere.location());
        case Finding.Absent absent -> {
          headers.refuse(response, HttpServletResponse.SC_NOT_FOUND);
          absent.again().ifPresent(after -> headers.retry(response, after));
        }
        case Finding.Senseless senseless -> refuse(response, senseless);
      }
    } catch (StoreAway e) {
      watch.failures().note(e);
      if (response.isCommitted()) {
        // Part of it is sent: only a broken connection tells the client that it is not whole.
        throw new CloseNowException(e.getMessage(), e);
      }
      response.reset();
      headers.refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  /** RFC 9457. Nothing of the request is repeated. */
  private void refuse(HttpServletResponse response, Finding.Senseless senseless)
      throws IOException {
    byte[] problem =
        "{\"title\":\"%s is not understood\",\"status\":400,\"detail\":\"expected %s\"}"
            .formatted(senseless.what(), senseless.expected())
            .getBytes(StandardCharsets.US_ASCII);
    headers.refuse(response, HttpServletResponse.SC_BAD_REQUEST);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(problem.length);
    response.getOutputStream().write(problem);
  }
}

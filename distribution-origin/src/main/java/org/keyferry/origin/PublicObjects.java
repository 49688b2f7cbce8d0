package org.keyferry.origin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.apache.coyote.CloseNowException;
import org.keyferry.edge.store.ObjectHead;
import org.keyferry.edge.store.ObjectStore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.HttpRequestHandler;

/**
 * Gives out indexes and export files, and nothing else.
 *
 * <p>in: {@code GET|HEAD /FEED/index.txt}, {@code GET|HEAD /FEED/START-END-NNNNN.zip}; out: the
 * object of that name under {@code public/} in the store
 */
final class PublicObjects implements HttpRequestHandler {
  private static final Set<String> READING = Set.of("GET", "HEAD");

  /** An index may be replaced between the look at it and its bytes; a second look finds the new. */
  private static final int LOOKS = 3;

  private final ObjectStore store;
  private final AnswerHeaders headers;
  private final FailureLog failures;

  PublicObjects(ObjectStore store, AnswerHeaders headers, FailureLog failures) {
    this.store = store;
    this.headers = headers;
    this.failures = failures;
  }

  @Override
  public void handleRequest(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<PublicPath> path = PublicPath.of(request.getRequestURI(), request.getQueryString());
    if (path.isEmpty()) {
      headers.refuse(response, HttpServletResponse.SC_NOT_FOUND);
    } else if (!READING.contains(request.getMethod())) {
      response.setHeader(HttpHeaders.ALLOW, "GET, HEAD");
      headers.refuse(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    } else {
      answer(path.get(), request, response);
    }
  }

  private void answer(PublicPath path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      for (int look = 0; look < LOOKS; look++) {
        if (answered(path, request, response)) {
          return;
        }
      }
      throw new StoreAway(new IOException("it changes all the time"));
    } catch (StoreAway e) {
      failures.note(path.objectName(), e);
      if (response.isCommitted()) {
        // Part of it is sent: only a broken connection tells the client that it is not whole.
        throw new CloseNowException(e.getMessage(), e);
      }
      response.reset();
      headers.refuse(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  /** Whether the request is answered; if not, the object changed meanwhile and nothing was sent. */
  private boolean answered(
      PublicPath path, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ObjectHead> head = StoreAway.unless(() -> store.head(path.objectName()));
    if (head.isEmpty()) {
      headers.refuse(response, HttpServletResponse.SC_NOT_FOUND);
      return true;
    }
    var method = HttpMethod.valueOf(request.getMethod());
    var shown = Representation.of(path, head.get());
    var asked = new ServletServerHttpRequest(request).getHeaders();
    return switch (Conditions.judge(method, asked, shown)) {
      case Reply.Refused refused -> {
        headers.refuse(response, refused, shown);
        yield true;
      }
      case Reply.NotModified _ -> {
        headers.notModified(response, shown);
        yield true;
      }
      case Reply.Found found -> {
        headers.found(response, found, shown);
        yield method.equals(HttpMethod.HEAD) || BodyCopy.sent(store, found, shown, response);
      }
    };
  }
}

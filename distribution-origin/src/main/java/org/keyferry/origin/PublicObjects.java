package org.keyferry.origin;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.keyferry.origin.address.Address;
import org.keyferry.origin.address.Addresses;
import org.keyferry.origin.answer.AnswerHeaders;
import org.keyferry.origin.answer.Answers;
import org.keyferry.origin.answer.Shown;

/**
 * Gives out what is public, and nothing else. What is at hand is answered at once; for all else a
 * thread of its own waits.
 *
 * <p>in: {@code GET|HEAD} of an address (docs/origin.md); out: the object under {@code public/} in
 * the store that lies there
 */
final class PublicObjects {
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

  /** Answers, now or later, and never waits. */
  void answer(Request request, Response response, Callback callback) {
    HttpURI uri = request.getHttpURI();
    Address address = addresses.of(Objects.requireNonNullElse(uri.getPath(), ""), uri.getQuery());
    var outcome = new Outcome(address, response, callback, headers, watch);
    if (address instanceof Address.Nowhere) {
      headers.refuse(response, HttpStatus.NOT_FOUND_404);
      outcome.succeeded();
    } else if (!READING.contains(request.getMethod())) {
      headers.refuse(response, HttpStatus.METHOD_NOT_ALLOWED_405);
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      outcome.succeeded();
    } else {
      Optional<Shown> atHand = finder.atHand(address, request);
      if (atHand.isPresent()) {
        show(atHand.get(), request, response, outcome);
      } else {
        Thread.startVirtualThread(() -> find(address, request, response, outcome));
      }
    }
  }

  private void find(Address address, Request request, Response response, Callback outcome) {
    try {
      switch (finder.find(address, request)) {
        case Finding.There(Shown shown) -> show(shown, request, response, outcome);
        case Finding.Elsewhere(String location) -> {
          headers.elsewhere(response, location);
          outcome.succeeded();
        }
        case Finding.Absent absent -> {
          headers.refuse(response, HttpStatus.NOT_FOUND_404);
          absent.again().ifPresent(after -> headers.retry(response, after));
          outcome.succeeded();
        }
        case Finding.Gone(long oldest) -> {
          headers.gone(response, oldest);
          outcome.succeeded();
        }
        case Finding.Senseless(String what, String expected) ->
            answers.senseless(response, what, expected, outcome);
      }
    } catch (Exception e) {
      outcome.failed(e);
    }
  }

  private void show(Shown shown, Request request, Response response, Callback outcome) {
    if (shown.stale()) {
      watch.metrics().stale();
    }
    answers.answer(request, response, shown, outcome);
  }
}

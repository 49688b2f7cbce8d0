package org.keyferry.origin.answer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keyferry.origin.kept.KeptObjects;
import org.keyferry.origin.kept.StoreAway;
import org.springframework.http.HttpMethod;

/**
 * Answers a GET or HEAD for something that is there.
 *
 * <p>in: request, and what it finds; out: status, headers and bytes
 */
public final class Answers {
  private final KeptObjects objects;
  private final AnswerHeaders headers;
  private final int mostParts;

  /**
   * @param mostParts how many ranges are sent in one answer
   */
  public Answers(KeptObjects objects, AnswerHeaders headers, int mostParts) {
    this.objects = objects;
    this.headers = headers;
    this.mostParts = mostParts;
  }

  /**
   * Answers.
   *
   * @throws StoreAway if the store fails, before or amid the bytes
   * @throws IOException if the client is gone
   */
  public void answer(HttpServletRequest request, HttpServletResponse response, Shown shown)
      throws IOException {
    switch (Conditions.judge(request, shown, mostParts)) {
      case Reply.Refused refused -> headers.refuse(response, refused, shown);
      case Reply.NotModified _ -> headers.notModified(response, shown);
      case Reply.Found found -> {
        boolean withContent = !HttpMethod.HEAD.matches(request.getMethod());
        headers.found(response, found, shown, withContent);
        if (withContent) {
          new Body(objects, request, response, shown).send(found);
        }
      }
    }
  }
}

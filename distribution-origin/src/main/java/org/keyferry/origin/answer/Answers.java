package org.keyferry.origin.answer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.keyferry.origin.kept.KeptObjects;
import org.springframework.http.MediaType;

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
   * Answers. It waits for the client, on this thread, if the bytes are neither in memory nor in a
   * whole file.
   *
   * @param callback is told how it went; a {@code StoreAway} says that the store failed, before or
   *     amid the bytes
   */
  public void answer(Request request, Response response, Shown shown, Callback callback) {
    switch (Conditions.judge(request, shown, mostParts)) {
      case Reply.Refused refused -> {
        headers.refuse(response, refused, shown);
        callback.succeeded();
      }
      case Reply.NotModified _ -> {
        headers.notModified(response, shown);
        // An answer that ends with its first bytes is given a length, which this one must not have.
        response.write(false, BufferUtil.EMPTY_BUFFER, callback);
      }
      case Reply.Found found -> {
        boolean withContent = !HttpMethod.HEAD.is(request.getMethod());
        headers.found(response, found, shown, withContent);
        if (withContent) {
          new Body(objects, response, shown).send(found, callback);
        } else {
          callback.succeeded();
        }
      }
    }
  }

  /**
   * 400, as RFC 9457 has it. Nothing of the request is repeated.
   *
   * @param what part of the address
   * @param expected what can be understood
   */
  public void senseless(Response response, String what, String expected, Callback callback) {
    byte[] problem =
        "{\"title\":\"%s is not understood\",\"status\":400,\"detail\":\"expected %s\"}"
            .formatted(what, expected)
            .getBytes(StandardCharsets.US_ASCII);
    headers.refuse(response, HttpStatus.BAD_REQUEST_400);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, problem.length);
    response.write(true, ByteBuffer.wrap(problem), callback);
  }
}

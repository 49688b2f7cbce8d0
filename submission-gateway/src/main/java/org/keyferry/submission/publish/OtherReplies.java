package org.keyferry.submission.publish;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * Answers what the endpoint does not, in the same form: other paths, other methods, failures of the
 * server. The framework's own answers would not be padded, and it would log the path.
 *
 * <p>in: any other request, error dispatches of the servlet container; out: padded JSON
 */
@Controller
final class OtherReplies implements ErrorController {
  private final PaddedReplies replies;

  OtherReplies(PaddedReplies replies) {
    this.replies = replies;
  }

  @RequestMapping(PublishController.PATH)
  void otherMethod(HttpServletResponse response) throws IOException {
    response.setHeader(HttpHeaders.ALLOW, "POST");
    refuse(response, HttpStatus.METHOD_NOT_ALLOWED.value());
  }

  /** A mapping without a method leaves OPTIONS to the framework. */
  @RequestMapping(path = "/**", method = RequestMethod.OPTIONS)
  void options(HttpServletResponse response) throws IOException {
    otherMethod(response);
  }

  @RequestMapping("/**")
  void otherPath(HttpServletResponse response) throws IOException {
    refuse(response, HttpStatus.NOT_FOUND.value());
  }

  @RequestMapping("/error")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    refuse(
        response,
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
            ? status
            : HttpStatus.NOT_FOUND.value());
  }

  private void refuse(HttpServletResponse response, int status) throws IOException {
    boolean ours = status >= HttpStatus.INTERNAL_SERVER_ERROR.value();
    replies.write(
        PublishReply.refused(
            ours ? ErrorCode.INTERNAL_ERROR : ErrorCode.BAD_REQUEST,
            status,
            ours ? "the gateway failed" : "expected POST /v1/publish, got another request"),
        response);
  }
}

package org.keyferry.federation.gateway.answer;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Answers what no endpoint does: other addresses, failures of the server.
 *
 * <p>in: error dispatches of the servlet container; out: a problem
 */
@Controller
public final class OtherAnswers implements ErrorController {

  @RequestMapping("/error")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    int code =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer found
            ? found
            : HttpStatus.NOT_FOUND.value();
    HttpStatus status = HttpStatus.resolve(code);
    String title = status == null ? "other" : status.getReasonPhrase();
    ProblemAnswer.send(
        response,
        code,
        title,
        code >= HttpStatus.INTERNAL_SERVER_ERROR.value()
            ? "the server failed"
            : "see /v3/api-docs for what can be asked");
  }
}

package org.keyferry.federation.gateway.hub;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The interop server, as its clients know it. Who asks is told by the certificate of the
 * connection; a bearer token is not asked for.
 *
 * <p>in: requests under {@code /interop/diagnosiskeys}; out: answers of {@link InteropHub}
 */
@RestController
@RequestMapping("/interop/diagnosiskeys")
final class InteropController {
  private final HubRequests requests;
  private final InteropHub hub;

  InteropController(HubRequests requests, InteropHub hub) {
    this.requests = requests;
    this.hub = hub;
  }

  /** Takes signed exposures. */
  @PostMapping("/upload")
  void upload(HttpServletRequest request, HttpServletResponse response) throws IOException {
    requests.answer(
        request, response, (uploader, now) -> hub.upload(uploader, requests.body(request), now));
  }

  /** Tells the next batch. */
  @GetMapping("/download/{date}")
  void download(
      @PathVariable("date") String date, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    requests.answer(
        request,
        response,
        (asker, now) ->
            hub.download(asker, date, Optional.ofNullable(request.getParameter("batchTag")), now));
  }
}

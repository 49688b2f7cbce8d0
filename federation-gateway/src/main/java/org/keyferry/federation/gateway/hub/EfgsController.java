package org.keyferry.federation.gateway.hub;

import com.google.protobuf.ByteString;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * EFGS 1.0, as its clients know it.
 *
 * <p>in: requests under {@code /efgs/diagnosiskeys}; out: answers of {@link EfgsUploading}, {@link
 * EfgsDownloading} and {@link Callbacks}
 */
@RestController
@RequestMapping("/efgs/diagnosiskeys")
final class EfgsController {
  private static final String TYPES =
      EfgsMedia.JSON.withVersion() + ", " + EfgsMedia.PROTOBUF.withVersion();

  private final HubRequests requests;
  private final EfgsUploading uploading;
  private final EfgsDownloading downloading;
  private final Callbacks callbacks;

  EfgsController(
      HubRequests requests,
      EfgsUploading uploading,
      EfgsDownloading downloading,
      Callbacks callbacks) {
    this.requests = requests;
    this.uploading = uploading;
    this.downloading = downloading;
    this.callbacks = callbacks;
  }

  /** Says what can be asked. */
  @RequestMapping(method = RequestMethod.OPTIONS)
  void options(HttpServletResponse response) {
    response.setHeader("Allow", "POST,GET,OPTIONS");
    response.setHeader("Accept", TYPES);
  }

  /** Takes a signed batch. */
  @PostMapping("/upload")
  void upload(HttpServletRequest request, HttpServletResponse response) throws IOException {
    requests.answer(
        request,
        response,
        (uploader, now) -> {
          EfgsMedia media = EfgsMedia.ofBody(request.getContentType());
          EfgsMedia.checkAcceptsJson(request.getHeader("Accept"));
          return uploading.upload(
              uploader,
              new EfgsUploading.Request(
                  media,
                  Optional.ofNullable(request.getHeader("batchTag")),
                  Optional.ofNullable(request.getHeader("batchSignature")),
                  ByteString.copyFrom(requests.body(request))),
              now);
        });
  }

  /** Tells a batch, and the tag of the next one. */
  @GetMapping("/download/{date}")
  void download(
      @PathVariable("date") String date, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    requests.answer(
        request,
        response,
        (asker, now) ->
            downloading.download(
                asker,
                date,
                Optional.ofNullable(request.getHeader("batchTag")),
                EfgsMedia.ofDownload(request.getHeader("Accept")),
                now));
  }

  /** Tells who vouched for the keys of a batch. */
  @GetMapping("/audit/download/{date}/{batchTag}")
  void audit(
      @PathVariable("date") String date,
      @PathVariable("batchTag") String batchTag,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    requests.answer(request, response, (_, now) -> downloading.audit(date, batchTag, now));
  }

  /** Tells the callbacks of the asker. */
  @GetMapping("/callback")
  void callbacks(HttpServletRequest request, HttpServletResponse response) throws IOException {
    requests.answer(request, response, (asker, _) -> callbacks.list(asker));
  }

  /** Sets a callback. */
  @PutMapping("/callback/{id}")
  void setCallback(
      @PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    requests.answer(
        request, response, (asker, _) -> callbacks.set(asker, id, request.getParameter("url")));
  }

  /** Removes a callback. */
  @DeleteMapping("/callback/{id}")
  void removeCallback(
      @PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    requests.answer(request, response, (asker, _) -> callbacks.remove(asker, id));
  }
}

package org.keyferry.connector.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.keyferry.wire.Problem;

/**
 * Asks one peer. Follows no redirect, decodes no content coding, and takes no more bytes and no
 * more time than the limits say.
 *
 * <p>in: URLs; out: answers, their bodies in files
 */
public final class PeerClient {
  private static final int BUFFER = 16 * 1024;

  private final OkHttpClient http;
  private final FetchLimits limits;

  PeerClient(OkHttpClient http, FetchLimits limits) {
    this.http = http;
    this.limits = limits;
  }

  /** The limits that it keeps to. */
  public FetchLimits limits() {
    return limits;
  }

  /**
   * Downloads, if the status is 200.
   *
   * @param body where the bytes go; replaced
   * @throws FetchFailed if the peer does not answer, or breaks a limit
   */
  public Answer download(URI url, Map<String, String> headers, Path body) throws IOException {
    try (OutputStream out = Files.newOutputStream(body)) {
      return download(url, headers, out, limits.mostBytes());
    }
  }

  /**
   * Downloads, if the status is 200, what is small enough to be held.
   *
   * @param body takes the bytes; the caller's, and not closed
   * @param mostBytes how many it may be
   * @throws FetchFailed if the peer does not answer, or breaks a limit
   */
  public Answer download(URI url, Map<String, String> headers, OutputStream body, long mostBytes)
      throws IOException {
    return send(request(url, headers).get().build(), url, body, mostBytes);
  }

  /**
   * Sends a body.
   *
   * @param answer takes the bytes of the answer's body, whatever the status
   * @param mostBytes how many the answer may have
   * @throws FetchFailed if the peer does not answer, or breaks a limit
   */
  public Answer post(
      URI url, Map<String, String> headers, byte[] body, OutputStream answer, long mostBytes)
      throws IOException {
    var type = MediaType.parse(headers.getOrDefault("Content-Type", "application/octet-stream"));
    var request = request(url, headers).post(RequestBody.create(body, type)).build();
    return send(request, url, answer, mostBytes);
  }

  private static Request.Builder request(URI url, Map<String, String> headers) {
    // Named here, so that the client neither asks for a coding nor undoes one.
    var request = new Request.Builder().url(url.toString()).header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    return request;
  }

  private Answer send(Request request, URI url, OutputStream body, long mostBytes)
      throws IOException {
    try (Response response = http.newCall(request).execute()) {
      boolean wanted = response.code() == Answer.OK || request.body() != null;
      long size = wanted ? copy(response.body().byteStream(), url, body, mostBytes) : 0;
      var headers = new HashMap<String, String>();
      response
          .headers()
          .forEach(header ->
              headers.put(header.getFirst().toLowerCase(Locale.ROOT), header.getSecond()));
      return new Answer(url, response.code(), headers, size);
    } catch (FetchFailed e) {
      throw e;
    } catch (SSLException e) {
      throw failed("TLS", url, "a handshake", e.getMessage());
    } catch (ForbiddenAddress e) {
      throw failed("address", url, "a public one", e.getMessage());
    } catch (IOException e) {
      // Without the text, which may have the address.
      throw failed("answer", url, "one within the limits", e.getClass().getSimpleName());
    }
  }

  private long copy(InputStream in, URI url, OutputStream out, long mostBytes) throws IOException {
    var buffer = new byte[BUFFER];
    long begun = System.nanoTime();
    long size = 0;
    int read = in.read(buffer);
    while (read >= 0) {
      size += read;
      if (size > mostBytes) {
        throw failed("body", url, "at most " + mostBytes + " bytes", "more");
      }
      requireSpeed(url, size, System.nanoTime() - begun);
      out.write(buffer, 0, read);
      read = in.read(buffer);
    }
    return size;
  }

  private void requireSpeed(URI url, long size, long nanos) throws FetchFailed {
    long least = limits.leastBytesPerSecond();
    boolean judged = nanos > FetchLimits.MEASURED_FROM.toNanos();
    if (judged && size * 1e9 / nanos < least) {
      throw failed("speed", url, "at least " + least + " bytes a second", "less");
    }
  }

  private static FetchFailed failed(String what, URI url, String expected, String actual) {
    return new FetchFailed(new Problem(what, url.toString(), expected, actual));
  }
}

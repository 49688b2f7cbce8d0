package org.keyferry.connector.fetch;

import java.io.ByteArrayOutputStream;
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
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
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

  private static final String GRPC = "application/grpc";
  private static final String GRPC_STATUS = "grpc-status";
  private static final String GRPC_OK = "0";

  private final OkHttpClient http;
  private final OkHttpClient calls;
  private final FetchLimits limits;

  /**
   * @param calls the same for calls of gRPC
   */
  PeerClient(OkHttpClient http, OkHttpClient calls, FetchLimits limits) {
    this.http = http;
    this.calls = calls;
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
    return send(http, request(url, headers).get().build(), url, body, mostBytes);
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
    return send(http, request, url, answer, mostBytes);
  }

  /**
   * Calls a method of gRPC that takes a message and answers one.
   *
   * @param base URL of the server; gRPC knows no path
   * @param method its service and name, with a slash between
   * @return the message that it answers
   * @throws FetchFailed if the peer does not answer, or breaks a limit
   */
  public byte[] call(URI base, String method, Map<String, String> metadata, byte[] message)
      throws IOException {
    URI url = base.resolve("/" + method);
    var request =
        request(url, metadata)
            .header("TE", "trailers")
            .header("Grpc-Timeout", limits.whole().toSeconds() + "S")
            .post(RequestBody.create(GrpcMessage.framed(message), MediaType.get(GRPC)))
            .build();
    var body = new ByteArrayOutputStream();
    Answer answer =
        send(calls, request, url, body, limits.mostMessageBytes() + (long) GrpcMessage.PREFIX);
    if (answer.status() != Answer.OK) {
      throw answer.unexpected("200");
    }
    String status = answer.header(GRPC_STATUS).orElse("none");
    if (!status.equals(GRPC_OK)) {
      // A number; whatever else a peer writes there is not repeated.
      String told = status.matches("[0-9]{1,3}|none") ? status : "no number";
      throw failed(GRPC_STATUS, url, GRPC_OK, told);
    }
    return GrpcMessage.only(body.toByteArray(), url.toString());
  }

  private static Request.Builder request(URI url, Map<String, String> headers) {
    // Named here, so that the client neither asks for a coding nor undoes one.
    var request = new Request.Builder().url(url.toString()).header("Accept-Encoding", "identity");
    headers.forEach(request::header);
    return request;
  }

  private Answer send(
      OkHttpClient client, Request request, URI url, OutputStream body, long mostBytes)
      throws IOException {
    try (Response response = client.newCall(request).execute()) {
      boolean wanted = response.code() == Answer.OK || request.body() != null;
      long size = wanted ? copy(response.body().byteStream(), url, body, mostBytes) : 0;
      var headers = new HashMap<String, String>();
      add(response.headers(), headers);
      if (response.protocol() == Protocol.HTTP_2) {
        // Behind the message gRPC tells how it went.
        add(response.trailers(), headers);
      }
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

  private static void add(Headers from, Map<String, String> to) {
    from.forEach(header -> to.put(header.getFirst().toLowerCase(Locale.ROOT), header.getSecond()));
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

package org.keyferry.origin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;

/** A client that begins with HTTP/2, which that of the JDK does not. */
final class PriorKnowledge {
  private final OkHttpClient client =
      new OkHttpClient.Builder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build();

  HttpResponse<byte[]> send(String method, URI uri, String... headers) {
    boolean hasBody = List.of("POST", "PUT").contains(method);
    var request =
        new Request.Builder()
            .url(uri.toString())
            .header("Accept-Encoding", "identity")
            .method(method, hasBody ? RequestBody.create(new byte[0]) : null);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try (var answer = client.newCall(request.build()).execute()) {
      return new Answer(
          answer.code(),
          HttpHeaders.of(answer.headers().toMultimap(), (_, _) -> true),
          answer.body().bytes(),
          uri,
          answer.protocol() == Protocol.H2_PRIOR_KNOWLEDGE ? Version.HTTP_2 : Version.HTTP_1_1);
    } catch (IOException e) {
      throw new AssertionError(method + " " + uri + " got no answer", e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  private record Answer(int statusCode, HttpHeaders headers, byte[] body, URI uri, Version version)
      implements HttpResponse<byte[]> {
    @Override
    public HttpRequest request() {
      return HttpRequest.newBuilder(uri).build();
    }

    @Override
    public Optional<HttpResponse<byte[]>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return Optional.empty();
    }
  }
}

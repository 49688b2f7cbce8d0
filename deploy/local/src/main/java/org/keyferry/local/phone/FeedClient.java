package org.keyferry.local.phone;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.ExportIndex;
import org.keyferry.wire.export.ExportRefused;
import org.keyferry.wire.export.ExportVerifier;
import org.keyferry.wire.export.MalformedExport;
import org.keyferry.wire.export.ObjectNames;

/**
 * Follows a feed as phones do: asks whether the index has changed, and fetches what it has not
 * seen. It knows the origin's address and the public key, and nothing else. For one thread.
 *
 * <p>in: {@code GET /FEED/index.txt} and the files that it names; out: verified diagnosis keys
 */
public final class FeedClient {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int NOT_FOUND = 404;

  private final EdgeCache edge;
  private final URI origin;
  private final String feed;
  private final ExportVerifier verifier;
  private final Set<String> seen = new HashSet<>();
  private Optional<String> indexTag = Optional.empty();

  /**
   * @param edge shared by phones
   * @param origin base URL of the origin
   * @param feed whose files to fetch
   * @param verifier knows the pinned key
   */
  public FeedClient(EdgeCache edge, URI origin, String feed, ExportVerifier verifier) {
    this.edge = edge;
    this.origin = URI.create(origin.toString().replaceFirst("/*$", "/"));
    this.feed = feed;
    this.verifier = verifier;
  }

  /**
   * Fetches what is new since the last time.
   *
   * @return in the order of the index; empty if nothing is new
   * @throws ExportRefused if a file is not signed by the pinned key
   * @throws MalformedExport if the index or a file is broken
   * @throws IOException if the origin can't be asked, or lacks a file that its index names
   */
  public List<ReceivedFile> poll()
      throws IOException, InterruptedException, ExportRefused, MalformedExport {
    var files = new ArrayList<ReceivedFile>();
    for (String name : names()) {
      if (!seen.contains(name)) {
        files.add(fetch(name));
        seen.add(name);
      }
    }
    return files;
  }

  private List<String> names() throws IOException, InterruptedException, MalformedExport {
    String name = ObjectNames.index(feed);
    var request = request(name);
    indexTag.ifPresent(tag -> request.header("If-None-Match", tag));
    HttpResponse<byte[]> answer = edge.get(request.build());
    // No index yet, or the one that was read already: nothing is new.
    if (answer.statusCode() == NOT_MODIFIED || answer.statusCode() == NOT_FOUND) {
      return List.of();
    }
    requireOk(name, answer);
    var index = ExportIndex.parse(answer.body(), name);
    indexTag = answer.headers().firstValue("ETag");
    return index.names();
  }

  private ReceivedFile fetch(String name)
      throws IOException, InterruptedException, ExportRefused, MalformedExport {
    HttpResponse<byte[]> answer = edge.get(request(name).build());
    requireOk(name, answer);
    var keys = new CollectedKeys();
    verifier.verify(new ByteArrayInputStream(answer.body()), name, keys);
    return new ReceivedFile(name, keys.all());
  }

  private HttpRequest.Builder request(String name) {
    return HttpRequest.newBuilder(origin.resolve(name)).timeout(LONGEST);
  }

  private void requireOk(String name, HttpResponse<?> answer) throws IOException {
    if (answer.statusCode() != OK) {
      throw new IOException(
          new Problem(name, origin.toString(), "status 200", "status " + answer.statusCode())
              .toString());
    }
  }
}

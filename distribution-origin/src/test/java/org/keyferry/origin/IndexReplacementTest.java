package org.keyferry.origin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyferry.origin.PublishedObjects.INDEX;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectHead;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.Stored;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.testsupport.EmbeddedObjectStore;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** The exporter replaces the index while the origin reads it. */
class IndexReplacementTest {
  @Test
  void aReplacedIndexIsSeenByWhoHasTheOldOne(@TempDir Path directory) throws IOException {
    try (var store = EmbeddedObjectStore.start(directory);
        var connection = PublishedObjects.connection(store);
        var origin = RunningOrigin.start(store)) {
      var objects = connection.objects();
      var first = (Stored.Written) objects.putIfAbsent("public" + INDEX, content("a"));
      String tag = origin.get(INDEX).headers().firstValue("ETag").orElseThrow();

      objects.putIfMatch("public" + INDEX, first.etag(), content("a\nb"));

      var answer = origin.get(INDEX, "If-None-Match", tag);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).asString().isEqualTo("a\nb");
    }
  }

  @Test
  void headersAndBytesAreOfTheSameIndex() throws IOException {
    var response = answerFrom(new ChangingStore(1));

    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getHeader("ETag")).isEqualTo("\"" + response.getContentAsString() + "\"");
  }

  @Test
  void anIndexThatChangesAllTheTimeIsTriedAgainLater() throws IOException {
    var response = answerFrom(new ChangingStore(Integer.MAX_VALUE));

    assertThat(response.getStatus()).isEqualTo(503);
    assertThat(response.getHeader("Retry-After")).isNotBlank();
    assertThat(response.getHeader("ETag")).isNull();
    assertThat(response.getContentAsString()).isEmpty();
  }

  private static MockHttpServletResponse answerFrom(ObjectStore store) throws IOException {
    var clock = Clock.systemUTC();
    var headers = new AnswerHeaders(new OriginSettings(null, null, null, null), clock);
    var response = new MockHttpServletResponse();
    new PublicObjects(store, headers, new FailureLog(clock))
        .handleRequest(new MockHttpServletRequest("GET", INDEX), response);
    return response;
  }

  private static Content content(String text) {
    return Content.of(text.getBytes(US_ASCII), "text/plain", "no-store", Map.of());
  }

  /**
   * Holds an index whose bytes are its ETag, and replaces it after so many of the looks at it. It
   * refuses everything but reading.
   */
  private static final class ChangingStore implements ObjectStore {
    private final int changes;
    private int version;

    ChangingStore(int changes) {
      this.changes = changes;
    }

    @Override
    public Optional<ObjectHead> head(String name) {
      ObjectHead head = head();
      if (version < changes) {
        version++;
      }
      return Optional.of(head);
    }

    @Override
    public Optional<StoredObject> get(String name) {
      ObjectHead head = head();
      return Optional.of(
          new StoredObject(head, new ByteArrayInputStream(head.etag().getBytes(US_ASCII))));
    }

    private ObjectHead head() {
      String etag = "version" + version;
      return new ObjectHead(etag.length(), etag, Instant.EPOCH, "text/plain", "", Map.of());
    }

    @Override
    public Optional<StoredObject> get(String name, long offset, long length) {
      throw new UnsupportedOperationException("no range was asked for");
    }

    @Override
    public Stored putIfAbsent(String name, Content content) {
      throw new UnsupportedOperationException("an origin never writes");
    }

    @Override
    public Stored putIfMatch(String name, String etag, Content content) {
      throw new UnsupportedOperationException("an origin never writes");
    }

    @Override
    public List<String> list(String prefix) {
      throw new UnsupportedOperationException("requests never list");
    }

    @Override
    public void delete(String name) {
      throw new UnsupportedOperationException("an origin never writes");
    }
  }
}

package org.keyferry.client.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedCacheTest {
  private static final Request REQUEST = Request.data(URI.create("https://example.org/x"));

  private final List<Request> asked = new ArrayList<>();

  private SharedCache cache(Answer answer) {
    return new SharedCache(request -> {
      asked.add(request);
      return answer;
    });
  }

  private static Answer answer(String cacheControl, boolean isWhole) {
    return new Answer(
        200, Map.of("cache-control", cacheControl), ByteString.copyFromUtf8("keys"), isWhole);
  }

  @Test
  void whatNeverChangesIsFetchedOnceForAllPhones() throws Exception {
    var cache = cache(answer("public, max-age=86400, immutable", true));
    assertThat(cache.get(REQUEST)).isEqualTo(cache.get(REQUEST));
    assertThat(asked).hasSize(1);
  }

  @Test
  void anythingElseIsAskedFor() throws Exception {
    var cache = cache(answer("public, max-age=60", true));
    cache.get(REQUEST);
    cache.get(REQUEST);
    assertThat(asked).hasSize(2);
  }

  @Test
  void whatBrokeInTheMiddleIsNotKept() throws Exception {
    var cache = cache(answer("immutable", false));
    cache.get(REQUEST);
    cache.get(REQUEST);
    assertThat(asked).hasSize(2);
  }
}

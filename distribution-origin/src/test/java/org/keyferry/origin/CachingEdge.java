package org.keyferry.origin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.cache.CacheConfig;
import org.apache.hc.client5.http.impl.cache.CachingHttpClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * One place of a CDN: a shared cache as RFC 9111 has it, which asks the origin once where many ask
 * it for the same at once.
 */
final class CachingEdge implements AutoCloseable {
  private static final int LARGEST = 1 << 20;

  private final URI origin;
  private final Map<String, Object> asking = new ConcurrentHashMap<>();
  private final CloseableHttpClient client =
      CachingHttpClients.custom()
          .setCacheConfig(
              CacheConfig.custom().setSharedCache(true).setMaxObjectSize(LARGEST).build())
          .build();

  CachingEdge(URI origin) {
    this.origin = origin;
  }

  /** The body of a 200 for a phone. */
  byte[] get(String path) {
    synchronized (asking.computeIfAbsent(path, _ -> new Object())) {
      try {
        return client.execute(
            new HttpGet(origin.resolve(path)),
            answer -> {
              byte[] body = EntityUtils.toByteArray(answer.getEntity());
              if (answer.getCode() != 200) {
                throw new IOException(path + ": expected status 200, got " + answer.getCode());
              }
              return body;
            });
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}

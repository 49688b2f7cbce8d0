package org.keyferry.federation.gateway.hub;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.net.URIBuilder;
import org.keyferry.hub.v1.HubBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Tells backends of new batches: {@code GET url?batchTag=…&date=yyyy-MM-dd}; any 2xx is enough.
 *
 * <p>in: batches that got a place; out: HTTPS, {@code keyferry_hub_callbacks_total}
 */
final class CallbackSender implements HubUploads.NewBatch, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallbackSender.class);
  private static final String AGENT = "EFGS Callback Engine";

  /** A server that never answers can't gather more. */
  private static final int MOST_AT_ONCE = 256;

  private static final HttpClientResponseHandler<Integer> STATUS =
      response -> {
        int status = response.getCode();
        if (status < 200 || status > 299) {
          throw new HttpException("a status that is none of success: " + status);
        }
        return status;
      };

  private final Callbacks callbacks;
  private final ClientFor clients;
  private final RetryTemplate retries;
  private final MeterRegistry metrics;
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /** Makes a client that takes a server with the certificate of that region's backend alone. */
  @FunctionalInterface
  interface ClientFor {
    CloseableHttpClient region(String region);
  }

  CallbackSender(
      Callbacks callbacks, ClientFor clients, int retries, Duration wait, MeterRegistry metrics) {
    this.callbacks = callbacks;
    this.clients = clients;
    this.metrics = metrics;
    this.retries = new RetryTemplate(RetryPolicy.builder().maxRetries(retries).delay(wait).build());
  }

  @Override
  public void placed(HubBatch batch) {
    executor.execute(() -> {
      try {
        callbacks.ofOthersThan(batch.getRegion()).forEach(callback -> send(callback, batch));
      } catch (IOException e) {
        LOG.atWarn().setCause(e).log("Callbacks can't be read; nobody is told of a batch");
      }
    });
  }

  private void send(Callbacks.Callback callback, HubBatch batch) {
    if (!room.tryAcquire()) {
      count(callback, "dropped");
      return;
    }
    executor.execute(() -> {
      try (var client = clients.region(callback.region())) {
        URI url = url(callback, batch);
        retries.execute(() -> client.execute(request(url), STATUS));
        count(callback, "done");
      } catch (RetryException | IOException | URISyntaxException e) {
        count(callback, "failed");
        LOG.atWarn()
            .addKeyValue("region", callback.region())
            .addKeyValue("cause", String.valueOf(e.getCause()))
            .log("A callback failed");
      } finally {
        room.release();
      }
    });
  }

  private static HttpGet request(URI url) {
    var request = new HttpGet(url);
    request.setHeader("User-Agent", AGENT);
    return request;
  }

  private static URI url(Callbacks.Callback callback, HubBatch batch) throws URISyntaxException {
    return new URIBuilder(callback.url())
        .addParameter("batchTag", EfgsDownloading.tagOf(batch))
        .addParameter("date", UploadChain.day(batch).toString())
        .build();
  }

  private void count(Callbacks.Callback callback, String outcome) {
    metrics
        .counter("keyferry.hub.callbacks", "region", callback.region(), "outcome", outcome)
        .increment();
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}

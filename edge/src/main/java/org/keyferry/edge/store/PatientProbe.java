package org.keyferry.edge.store;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Proves a store when an app starts, and tries again each second as long as it can't be reached.
 *
 * <p>in: a connection; out: the store as it may be used
 *
 * @param connection to the store
 * @param settings name it in messages
 * @param retries how often it is tried again
 */
public record PatientProbe(S3Connection connection, S3Settings settings, int retries) {

  /**
   * Tries it with an object of its own, which is removed again.
   *
   * @param app whose probe it is, in the name of that object
   * @throws UnusableStore if the store does not keep conditions, or could not be reached in time
   */
  public ObjectStore prove(String app) {
    var probe =
        new StoreProbe(
            connection::objects,
            "the object store at " + settings.endpoint() + ", bucket " + settings.bucket());
    var patience =
        new RetryTemplate(
            RetryPolicy.builder()
                .includes(IOException.class)
                .maxRetries(retries)
                .delay(Duration.ofSeconds(1))
                .build());
    try {
      return patience.execute(() -> probe.prove("probe/" + app + "-" + UUID.randomUUID()));
    } catch (RetryException e) {
      if (e.getCause() instanceof UnusableStore unusable) {
        throw unusable;
      }
      throw UnusableStore.failing(settings, e.getCause());
    }
  }
}

package org.keyferry.edge.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeFeaturesOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.keyferry.wire.Problem;

/**
 * Asks the brokers, before anything depends on them, whether they keep the promises that ours are
 * built on.
 *
 * <p>in: broker features; out: nothing, or {@link UnsuitableBrokers}
 */
public final class BrokerCheck {
  private static final String TRANSACTIONS = "transaction.version";

  /** Older protocols can lose or tear transactions (KIP-890). */
  private static final short SOUND_TRANSACTIONS = 2;

  private final Admin admin;
  private final KafkaSettings settings;

  public BrokerCheck(Admin admin, KafkaSettings settings) {
    this.admin = admin;
    this.settings = settings;
  }

  /**
   * Returns if the brokers answer in time.
   *
   * @throws UnsuitableBrokers if they do not
   */
  public void assertReachable() {
    features();
  }

  /**
   * Returns if transactions are sound: {@code transaction.version} is 2 or higher.
   *
   * @throws UnsuitableBrokers if it is lower, or the brokers do not answer in time
   */
  public void assertSoundTransactions() {
    var level = features().finalizedFeatures().get(TRANSACTIONS);
    int found = level == null ? 0 : level.maxVersionLevel();
    if (found < SOUND_TRANSACTIONS) {
      throw new UnsuitableBrokers(
          new Problem(
              TRANSACTIONS,
              "the brokers at " + settings.bootstrapServers(),
              SOUND_TRANSACTIONS
                  + " or higher (kafka-features.sh upgrade --feature "
                  + TRANSACTIONS
                  + "=2)",
              String.valueOf(found)),
          null);
    }
  }

  private FeatureMetadata features() {
    Duration wait = settings.startWait();
    try {
      return admin
          .describeFeatures(
              new DescribeFeaturesOptions().timeoutMs(Math.toIntExact(wait.toMillis())))
          .featureMetadata()
          .get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unreachable(e.getCause());
    } catch (TimeoutException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  private UnsuitableBrokers unreachable(Throwable cause) {
    return new UnsuitableBrokers(
        new Problem(
            "keyferry.kafka.bootstrap-servers",
            "the settings",
            "brokers that answer within " + settings.startWait().toSeconds() + " s",
            "no answer from " + settings.bootstrapServers()),
        cause);
  }
}

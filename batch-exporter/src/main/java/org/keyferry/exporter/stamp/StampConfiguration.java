package org.keyferry.exporter.stamp;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.exporter.receive.SealedBatchListener;
import org.keyferry.wire.topic.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.TaskScheduler;

/** Wires time stamps, which one instance of all gets: the one that has the first partition. */
@Configuration(proxyBeanMethods = false)
public class StampConfiguration {
  private static final TopicPartition FIRST = new TopicPartition(Topics.BATCHES_SEALED.name(), 0);

  @Bean
  TimeStampSettings timeStampSettings(Environment environment) {
    return BoundSettings.of(environment, "keyferry.time-stamps", TimeStampSettings.class);
  }

  @Bean
  TimeStampSweep timeStampSweep(
      TimeStampSettings settings,
      ObjectStore store,
      S3Connection connection,
      InstantSource clock,
      MeterRegistry metrics) {
    return new TimeStampSweep(
        store, connection.contents(), stamps(settings, clock), clock, metrics);
  }

  private static Optional<TimeStamps> stamps(TimeStampSettings settings, InstantSource clock) {
    return settings
        .trust()
        .map(file -> PemCertificates.read("keyferry.time-stamps.trusted-certificates", file))
        .map(TrustedCertificates::new)
        .map(trusted ->
            new TimeStamps(authority(settings, clock), trusted, settings.clockTolerance(), clock));
  }

  private static TimeStampAuthority authority(TimeStampSettings settings, InstantSource clock) {
    return settings.authority() == null
        ? LocalAuthority.open(settings.localCertificate(), settings.localPrivateKey(), clock)
        : new RemoteAuthority(settings.authority(), settings.timeout());
  }

  @Bean
  StampRounds stampRounds(
      TimeStampSweep sweep,
      SealedBatchListener listener,
      TimeStampSettings settings,
      InstantSource clock,
      TaskScheduler scheduler) {
    return new StampRounds(
        sweep, () -> listener.partitions().contains(FIRST), settings.interval(), clock, scheduler);
  }
}

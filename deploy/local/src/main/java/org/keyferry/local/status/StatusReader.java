package org.keyferry.local.status;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.keyferry.edge.kafka.ConsumerLag;
import org.keyferry.edge.kafka.GroupLag;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.local.peers.KeptBatchList;

/**
 * Collects the status of a backend.
 *
 * <p>in: {@link StatusTargets}; out: {@link BackendStatus}
 */
public final class StatusReader {
  private static final String PATIENCE_MS = "5000";

  private final StatusTargets targets;
  private final AppStatus apps = new AppStatus();
  private final InstantSource clock;

  /**
   * @param targets where the parts are
   * @param clock what ages are measured against
   */
  public StatusReader(StatusTargets targets, InstantSource clock) {
    this.targets = targets;
    this.clock = clock;
  }

  /** Asks every part; one that does not answer is told as down. */
  public BackendStatus read() throws InterruptedException {
    Map<String, String> parts = new LinkedHashMap<>();
    for (var app : targets.apps().entrySet()) {
      parts.put(app.getKey(), text(apps.isReady(app.getValue())));
    }
    var connectors = Optional.<List<ConnectStatus>>empty();
    if (targets.connect() != null) {
      connectors = apps.connectors(targets.connect());
      parts.put("connect", text(connectors.isPresent()));
    }
    Optional<List<TopicLag>> topics = topics();
    parts.put("kafka", text(topics.isPresent()));
    return new BackendStatus(
        parts,
        topics.orElseGet(List::of),
        targets.processor() == null ? null : apps.buckets(targets.processor()).orElse(null),
        targets.exporter() == null ? null : apps.batches(targets.exporter()).orElse(null),
        connectors.orElseGet(List::of),
        setAside());
  }

  private Map<String, Long> setAside() {
    try (var list = new KeptBatchList(targets.s3(), targets.storeCredentials())) {
      return list.setAside("").stream()
          .collect(Collectors.groupingBy(KeptBatchList.Kept::peer, Collectors.counting()));
    } catch (IOException e) {
      // No answer is an answer here, too: the store is down.
      return Map.of();
    }
  }

  private static String text(boolean up) {
    return up ? BackendStatus.UP : BackendStatus.DOWN;
  }

  private Optional<List<TopicLag>> topics() throws InterruptedException {
    var settings =
        new KafkaSettings(
            targets.kafka(),
            Map.of("default.api.timeout.ms", PATIENCE_MS, "request.timeout.ms", PATIENCE_MS),
            null);
    try (var admin = Admin.create(settings.clientProperties());
        var lag = new ConsumerLag(settings, clock)) {
      var names = new TreeSet<>(admin.listTopics().names().get());
      return Optional.of(join(names, lag.ofAllGroups()));
    } catch (ExecutionException | KafkaException e) {
      // No answer is an answer: the brokers are down.
      return Optional.empty();
    }
  }

  private static List<TopicLag> join(Collection<String> names, List<GroupLag> lags) {
    var topics = new ArrayList<TopicLag>();
    for (String name : names) {
      var ofTopic = lags.stream().filter(lag -> lag.topic().equals(name)).toList();
      ofTopic.forEach(
          lag -> topics.add(new TopicLag(name, lag.group(), lag.records(), lag.age().toSeconds())));
      if (ofTopic.isEmpty()) {
        topics.add(new TopicLag(name, null, null, null));
      }
    }
    return topics;
  }
}

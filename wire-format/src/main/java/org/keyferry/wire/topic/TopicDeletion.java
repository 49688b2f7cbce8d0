package org.keyferry.wire.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Brings topics that exist to the settings of deletion that they would be created with: a topic
 * that an earlier build or somebody else has made keeps its own otherwise.
 *
 * <p>in: settings of topics on the brokers; out: changed ones
 */
public final class TopicDeletion {
  private static final Set<String> OURS =
      Set.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.RETENTION_MS_CONFIG,
          TopicConfig.SEGMENT_MS_CONFIG,
          TopicConfig.DELETE_RETENTION_MS_CONFIG,
          TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
          TopicConfig.FILE_DELETE_DELAY_MS_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG);

  private final Admin admin;

  public TopicDeletion(Admin admin) {
    this.admin = admin;
  }

  /**
   * Makes the topics have the settings, as far as those are about deletion. Topics that do not
   * exist are left out.
   *
   * @param wanted settings by topic, as for its creation
   * @throws KafkaException if the brokers can't be asked, or refuse a change
   */
  public void ensure(Map<String, Map<String, String>> wanted) {
    try {
      Set<String> existing = admin.listTopics().names().get();
      var resources =
          wanted.keySet().stream().filter(existing::contains).map(TopicDeletion::resource).toList();
      var changes = new HashMap<ConfigResource, Collection<AlterConfigOp>>();
      for (var described : admin.describeConfigs(resources).values().entrySet()) {
        ConfigResource topic = described.getKey();
        var deviations = deviations(wanted.get(topic.name()), described.getValue());
        if (!deviations.isEmpty()) {
          changes.put(topic, deviations);
        }
      }
      admin.incrementalAlterConfigs(changes).all().get();
    } catch (ExecutionException e) {
      throw new KafkaException("could not set how topics delete", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while setting how topics delete", e);
    }
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static List<AlterConfigOp> deviations(
      Map<String, String> wanted, KafkaFuture<Config> described)
      throws ExecutionException, InterruptedException {
    var deviations = new ArrayList<AlterConfigOp>();
    Config found;
    try {
      found = described.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        // Another app has just made it, with these settings, and not every broker knows of it yet.
        return deviations;
      }
      throw e;
    }
    wanted.forEach((name, value) -> {
      ConfigEntry entry = found.get(name);
      if (OURS.contains(name) && (entry == null || !same(value, entry.value()))) {
        deviations.add(new AlterConfigOp(new ConfigEntry(name, value), OpType.SET));
      }
    });
    return deviations;
  }

  /** Policies are lists in any order. */
  private static boolean same(String wanted, String found) {
    return found != null && Set.of(wanted.split(",")).equals(Set.of(found.split(",")));
  }
}

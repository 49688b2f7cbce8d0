package org.keyferry.local.backend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.exporter.aggregate.AggregateSettings;
import org.keyferry.exporter.meta.MetaSettings;
import org.keyferry.exporter.settings.ExporterSettings;
import org.keyferry.exporter.stamp.TimeStampSettings;
import org.keyferry.federation.gateway.FederationGatewaySettings;
import org.keyferry.federation.gateway.hub.HubSettings;
import org.keyferry.origin.OriginSettings;
import org.keyferry.processor.ProcessorRetention;
import org.keyferry.processor.ProcessorSettings;
import org.keyferry.submission.publish.GatewaySettings;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.peer.PeersSettings;
import org.keyferry.wire.retention.KeyStays;
import org.keyferry.wire.retention.RetentionSettings;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.topic.TopicSettings;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Asks before anything starts whether the apps would take the settings. */
final class SettingsCheck {
  private static final String OURS = "keyferry.";

  private static final String HUB = "keyferry.hub";

  /** Ours, Spring Boot's, and the ports of the apps. */
  private static final List<String> FAMILIES =
      List.of(OURS, "spring.", "server.", "logging.", "management.", AppSettings.PORTS);

  private static final Map<String, Class<?>> TYPES =
      Map.ofEntries(
          Map.entry("keyferry.kafka", KafkaSettings.class),
          Map.entry("keyferry.s3", S3Settings.class),
          Map.entry("keyferry.topics", TopicSettings.class),
          Map.entry("keyferry.plan", FeedPlan.class),
          Map.entry("keyferry.admission", AdmissionLimits.class),
          Map.entry("keyferry.gateway", GatewaySettings.class),
          Map.entry("keyferry.processor", ProcessorSettings.class),
          Map.entry("keyferry.exporter", ExporterSettings.class),
          Map.entry("keyferry.aggregates", AggregateSettings.class),
          Map.entry("keyferry.meta", MetaSettings.class),
          Map.entry("keyferry.time-stamps", TimeStampSettings.class),
          Map.entry("keyferry.origin", OriginSettings.class),
          Map.entry("keyferry.federation-gateway", FederationGatewaySettings.class),
          Map.entry(HUB, HubSettings.class),
          Map.entry("keyferry.peers", PeersSettings.class),
          Map.entry("keyferry.retention", RetentionSettings.class));

  private SettingsCheck() {}

  /**
   * Returns if every setting of ours is known and has a value of its type and range.
   *
   * <p>One backend at a time: Spring's conversion of values is shared, and failed for whoever used
   * it first at the same moment as another.
   *
   * @throws InvalidSetting otherwise; it names the setting
   */
  static synchronized void require(AppSettings settings) {
    InvalidSetting.unless(
        !settings.values().containsKey("server.port"),
        "server.port",
        "a port for each app, such as --gateway-port",
        "one for all");
    settings.values().keySet().forEach(SettingsCheck::requireKnownFamily);
    settings.values().keySet().stream()
        .filter(name -> name.startsWith(OURS))
        .forEach(SettingsCheck::requireKnownGroup);
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("--set", new HashMap<>(settings.values())));
    TYPES.forEach((prefix, type) -> BoundSettings.of(environment, prefix, type));
    requireDeletion(environment);
  }

  private static void requireDeletion(Environment environment) {
    var retention = bound(environment, "keyferry.retention", RetentionSettings.class);
    KeyStays.inInputs().requireWithin(retention);
    ProcessorRetention.stays(
            bound(environment, "keyferry.plan", FeedPlan.class),
            bound(environment, "keyferry.admission", AdmissionLimits.class),
            bound(environment, "keyferry.processor", ProcessorSettings.class))
        .forEach(stay -> stay.requireWithin(retention));
    var exporter = bound(environment, "keyferry.exporter", ExporterSettings.class);
    exporter.stayInFiles().requireWithin(retention);
    bound(environment, "keyferry.aggregates", AggregateSettings.class)
        .stay(exporter)
        .requireWithin(retention);
    bound(environment, HUB, HubSettings.class).stayInUploads().requireWithin(retention);
  }

  private static <T> T bound(Environment environment, String prefix, Class<T> type) {
    return BoundSettings.of(environment, prefix, type);
  }

  private static void requireKnownFamily(String name) {
    InvalidSetting.unless(
        FAMILIES.stream().anyMatch(name::startsWith),
        name,
        "a name that begins with one of " + FAMILIES,
        "another");
  }

  private static void requireKnownGroup(String name) {
    InvalidSetting.unless(
        ConfigurationPropertyName.isValid(name),
        name,
        "a name in lower case with hyphens, as docs/configuration.md has it",
        "another form");
    String group = name.split("\\.", 3)[1];
    InvalidSetting.unless(
        TYPES.containsKey(OURS + group),
        name,
        "a setting of one of the groups " + new TreeSet<>(TYPES.keySet()),
        "an unknown group");
  }
}

package org.keyferry.houserules;

import java.util.LinkedHashMap;
import java.util.Map;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.exporter.aggregate.AggregateSettings;
import org.keyferry.exporter.meta.MetaSettings;
import org.keyferry.exporter.settings.ExporterSettings;
import org.keyferry.exporter.stamp.TimeStampSettings;
import org.keyferry.federation.gateway.FederationGatewaySettings;
import org.keyferry.federation.gateway.hub.HubSettings;
import org.keyferry.origin.OriginSettings;
import org.keyferry.processor.ProcessorSettings;
import org.keyferry.submission.publish.GatewaySettings;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.peer.PeersSettings;
import org.keyferry.wire.retention.RetentionSettings;
import org.keyferry.wire.topic.TopicSettings;

/** Where each settings record is bound, in the order in which the reference shows them. */
final class SettingsRoots {
  static final Map<String, Class<? extends Record>> ALL = all();

  private SettingsRoots() {}

  private static Map<String, Class<? extends Record>> all() {
    var roots = new LinkedHashMap<String, Class<? extends Record>>();
    roots.put("keyferry.kafka", KafkaSettings.class);
    roots.put("keyferry.topics", TopicSettings.class);
    roots.put("keyferry.plan", FeedPlan.class);
    roots.put("keyferry.admission", AdmissionLimits.class);
    roots.put("keyferry.retention", RetentionSettings.class);
    roots.put("keyferry.peers", PeersSettings.class);
    roots.put("keyferry.s3", S3Settings.class);
    roots.put("keyferry.gateway", GatewaySettings.class);
    roots.put("keyferry.processor", ProcessorSettings.class);
    roots.put("keyferry.exporter", ExporterSettings.class);
    roots.put("keyferry.aggregates", AggregateSettings.class);
    roots.put("keyferry.meta", MetaSettings.class);
    roots.put("keyferry.time-stamps", TimeStampSettings.class);
    roots.put("keyferry.origin", OriginSettings.class);
    roots.put("keyferry.federation-gateway", FederationGatewaySettings.class);
    roots.put("keyferry.hub", HubSettings.class);
    return roots;
  }
}

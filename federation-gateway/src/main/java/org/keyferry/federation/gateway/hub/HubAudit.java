package org.keyferry.federation.gateway.hub;

import io.micrometer.core.instrument.MeterRegistry;
import org.keyferry.federation.gateway.hub.HubUploads.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators what backends uploaded, and tried to. Never keys, tags or certificates.
 *
 * <p>out: log, {@code keyferry_hub_uploads_total}, {@code keyferry_hub_foreign_origins_total}
 */
final class HubAudit {
  private static final Logger LOG = LoggerFactory.getLogger(HubAudit.class);

  private final MeterRegistry metrics;

  HubAudit(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  void uploaded(String hub, Uploader uploader, Outcome outcome) {
    String word =
        switch (outcome) {
          case Outcome.Stored(_, var repeats) -> repeats.isEmpty() ? "stored" : "partly-new";
          case Outcome.Repeated _ -> "repeated";
          case Outcome.TagTaken _ -> "tag-taken";
        };
    metrics
        .counter(
            "keyferry.hub.uploads",
            "hub",
            hub,
            "peer",
            uploader.peer().id().value(),
            "outcome",
            word)
        .increment();
    LOG.atInfo()
        .addKeyValue("hub", hub)
        .addKeyValue("peer", uploader.peer().id())
        .addKeyValue("outcome", word)
        .log("Upload");
  }

  void foreignOrigin(String hub, Uploader uploader) {
    metrics
        .counter("keyferry.hub.foreign_origins", "hub", hub, "peer", uploader.peer().id().value())
        .increment();
    LOG.atWarn()
        .addKeyValue("hub", hub)
        .addKeyValue("peer", uploader.peer().id())
        .log("Upload that states the origin of another region was refused");
  }
}

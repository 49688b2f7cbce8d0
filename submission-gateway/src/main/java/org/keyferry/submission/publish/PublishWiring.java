package org.keyferry.submission.publish;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.submission.certificate.HealthAuthorities;
import org.keyferry.submission.log.SubmissionLog;
import org.keyferry.submission.publish.PublishSteps.UploadRules;
import org.keyferry.submission.revision.DataKeys;
import org.keyferry.submission.revision.Revisions;
import org.keyferry.submission.revision.Revisions.TokenRules;
import org.keyferry.submission.revision.TokenSeal;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.admission.KeyAdmission;
import org.keyferry.wire.feed.FeedPlan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The HTTP side: settings, rules, endpoint. */
@Configuration(proxyBeanMethods = false)
public class PublishWiring {

  @Bean
  GatewaySettings gatewaySettings(Environment environment) {
    return BoundSettings.of(environment, "keyferry.gateway", GatewaySettings.class);
  }

  @Bean
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Bean
  UploadRules uploadRules(GatewaySettings gateway, Environment environment) {
    var plan = BoundSettings.of(environment, "keyferry.plan", FeedPlan.class);
    var limits = BoundSettings.of(environment, "keyferry.admission", AdmissionLimits.class);
    return new UploadRules(
        plan,
        gateway.homeRegion(),
        new DeclaredRegions(gateway.homeRegion(), gateway.listedRegions()),
        new OnsetRule(gateway.oldestOnset(), Duration.ofDays(gateway.assumedOnset())),
        new KeyScreening(
            new KeyAdmission(limits, plan.quantum()),
            new TimingRule(gateway.mostKeysWithOneStart()),
            gateway.mostKeys()),
        revisions(gateway, limits));
  }

  private static Revisions revisions(GatewaySettings gateway, AdmissionLimits limits) {
    return new Revisions(
        new TokenSeal(
            DataKeys.read(gateway.revisionKeys()), gateway.homeRegion(), gateway.mostKeys()),
        new TokenRules(
            gateway.revisionTokenLifetime(), limits.longestAge(), gateway.partialRevisions()));
  }

  @Bean
  PaddedReplies paddedReplies(GatewaySettings gateway) {
    return new PaddedReplies(
        new ReplyPadding(gateway.leastPadding(), gateway.paddingRange()), gateway.retryAfter());
  }

  @Bean
  PublishController publishController(
      GatewaySettings gateway, PublishSteps steps, PaddedReplies replies, MeterRegistry registry) {
    return new PublishController(
        new RequestReading(gateway.largestBody()), steps, replies, new UploadMetrics(registry));
  }

  @Bean
  PublishSteps publishSteps(
      GatewaySettings gateway, UploadRules rules, SubmissionLog log, InstantSource clock) {
    return new PublishSteps(HealthAuthorities.of(gateway.healthAuthorities()), rules, log, clock);
  }

  @Bean
  ApiDocument apiDocument() {
    return new ApiDocument();
  }

  @Bean
  OtherReplies otherReplies(PaddedReplies replies) {
    return new OtherReplies(replies);
  }
}

package org.keyferry.submission.publish;

import java.time.Duration;
import java.util.List;
import org.keyferry.submission.certificate.HealthAuthoritySettings;
import org.keyferry.submission.revision.RevisionKeySettings;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** What the gateway accepts and how it answers: {@code keyferry.gateway}. */
public record GatewaySettings(
    @Setting("Region whose authorities verify the diagnoses: the origin of every key.")
        Region homeRegion,
    @Setting("Regions and clusters that an upload may name as regions of interest.")
        List<Region> listedRegions,
    @Setting("Health authorities whose certificates are accepted, one or more.")
        List<HealthAuthoritySettings> healthAuthorities,
    @Setting("Largest request body in bytes, 1,000 to 1,000,000.") Integer largestBody,
    @Setting("Most keys in one upload, 1 to 100.") Integer mostKeys,
    @Setting("Most keys of one upload that start at the same time, 1 to 100.")
        Integer mostKeysWithOneStart,
    @Setting("How many days ago a stated symptom onset may lie, 1 to 60.") Integer oldestOnset,
    @Setting("How many days ago onset is assumed to lie if none is stated, 0 to 14.")
        Integer assumedOnset,
    @Setting("Shortest padding of a reply in bytes before base64, 0 to 65,536.")
        Integer leastPadding,
    @Setting("How many lengths the padding may have, from the shortest on, 1 to 65,536.")
        Integer paddingRange,
    @Setting("How long the brokers have to acknowledge an upload before it gets 503, 1 s to 60 s.")
        Duration acknowledgementTimeout,
    @Setting("When phones may try again after a 503, 1 s to 1 h.") Duration retryAfter,
    @Setting(
            "Keys that seal revision tokens, newest first, one or more and the same on every"
                + " gateway. The newest seals, all open.")
        List<RevisionKeySettings> revisionKeys,
    @Setting("How long a revision token may be used, 1 h to 60 d.") Duration revisionTokenLifetime,
    @Setting(
            "Whether keys that the revision token does not cover are left out of a revision,"
                + " instead of refusing all of it.")
        Boolean partialRevisions) {

  private static final String AT = "keyferry.gateway.";

  public GatewaySettings {
    listedRegions = listedRegions == null ? List.of() : List.copyOf(listedRegions);
    healthAuthorities = healthAuthorities == null ? List.of() : List.copyOf(healthAuthorities);
    largestBody = largestBody == null ? 64_000 : largestBody;
    mostKeys = mostKeys == null ? 30 : mostKeys;
    mostKeysWithOneStart = mostKeysWithOneStart == null ? 3 : mostKeysWithOneStart;
    oldestOnset = oldestOnset == null ? 28 : oldestOnset;
    assumedOnset = assumedOnset == null ? 4 : assumedOnset;
    leastPadding = leastPadding == null ? 1024 : leastPadding;
    paddingRange = paddingRange == null ? 1024 : paddingRange;
    acknowledgementTimeout =
        acknowledgementTimeout == null ? Duration.ofSeconds(10) : acknowledgementTimeout;
    retryAfter = retryAfter == null ? Duration.ofSeconds(30) : retryAfter;
    revisionKeys = revisionKeys == null ? List.of() : List.copyOf(revisionKeys);
    revisionTokenLifetime =
        revisionTokenLifetime == null ? Duration.ofDays(16) : revisionTokenLifetime;
    partialRevisions = partialRevisions != null && partialRevisions;
    InvalidSetting.unless(homeRegion != null, AT + "home-region", "a region code", "nothing");
    InvalidSetting.unless(
        !healthAuthorities.isEmpty(), AT + "health-authorities", "one or more", "none");
    InvalidSetting.unlessBetween(1_000, 1_000_000, AT + "largest-body", largestBody);
    InvalidSetting.unlessBetween(1, 100, AT + "most-keys", mostKeys);
    InvalidSetting.unlessBetween(1, 100, AT + "most-keys-with-one-start", mostKeysWithOneStart);
    InvalidSetting.unlessBetween(1, 60, AT + "oldest-onset", oldestOnset);
    InvalidSetting.unlessBetween(0, 14, AT + "assumed-onset", assumedOnset);
    checkReplies(leastPadding, paddingRange, acknowledgementTimeout, retryAfter);
    InvalidSetting.unlessBetween(
        Duration.ofHours(1),
        Duration.ofDays(60),
        AT + "revision-token-lifetime",
        revisionTokenLifetime);
  }

  private static void checkReplies(
      int leastPadding, int paddingRange, Duration acknowledgementTimeout, Duration retryAfter) {
    InvalidSetting.unlessBetween(0, 65_536, AT + "least-padding", leastPadding);
    InvalidSetting.unlessBetween(1, 65_536, AT + "padding-range", paddingRange);
    InvalidSetting.unlessBetween(
        Duration.ofSeconds(1),
        Duration.ofSeconds(60),
        AT + "acknowledgement-timeout",
        acknowledgementTimeout);
    InvalidSetting.unlessBetween(
        Duration.ofSeconds(1), Duration.ofHours(1), AT + "retry-after", retryAfter);
  }
}

package org.keyferry.connector.source;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.keyferry.connector.fetch.AddressRule;
import org.keyferry.connector.fetch.FetchLimits;
import org.keyferry.connector.pull.PollTimes;
import org.keyferry.connector.pull.PullRules;
import org.keyferry.connector.pull.PullSource;
import org.keyferry.connector.pull.SourceTrust;
import org.keyferry.connector.screen.KeyCaps;
import org.keyferry.connector.trust.ConnectionTrust.ClientCertificate;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.admission.AdmissionLimits;
import org.keyferry.wire.key.InvalidKey;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.InvalidPeers;
import org.keyferry.wire.peer.PeerId;
import org.keyferry.wire.peer.PeerUrl;
import org.keyferry.wire.peer.PeersSettings;
import org.keyferry.wire.peer.PeersTrust;
import org.keyferry.wire.peer.PullFormat;
import org.keyferry.wire.peer.ReplicationType;

/** What the properties of a source connector say. Each refuses what can't be with its name. */
final class SourceSettings {
  /** Parts of paths of the federation API, which no region may be called. */
  private static final Set<String> RESERVED = Set.of("a2a", "keys", "exposed", "meta");

  private final AbstractConfig properties;

  /**
   * @throws ConfigException if a property is outside of what it may be
   */
  SourceSettings(Map<String, String> properties) {
    this.properties = new AbstractConfig(SourceProperties.definition(), properties, false);
  }

  private String text(String name) {
    return properties.getString(name).strip();
  }

  private Optional<String> optional(String name) {
    return Optional.of(text(name)).filter(text -> !text.isEmpty());
  }

  private Duration duration(String name) {
    return Duration.ofMillis(properties.getLong(name));
  }

  private String secret(String name) {
    Password password = properties.getPassword(name);
    return password == null ? "" : password.value();
  }

  Region home() {
    return region(SourceProperties.HOME, text(SourceProperties.HOME));
  }

  Region region() {
    return region(SourceProperties.REGION_ID, text(SourceProperties.REGION_ID));
  }

  private static Region region(String property, String text) {
    if (RESERVED.contains(text.toLowerCase(Locale.ROOT))) {
      throw new ConfigException(property, text, "expected a region, got a word that paths have");
    }
    try {
      return new Region(text);
    } catch (InvalidKey e) {
      throw new ConfigException(property, text, "expected a region's code such as NL or GB-SCT");
    }
  }

  URI url() {
    return checked(() -> {
      URI url = urls().base(SourceProperties.URL, text(SourceProperties.URL));
      format().checkUrl(SourceProperties.URL, url);
      return url;
    });
  }

  PeerUrl urls() {
    return new PeerUrl(properties.getBoolean(SourceProperties.LOOPBACK));
  }

  AddressRule addresses() {
    return new AddressRule(properties.getBoolean(SourceProperties.LOOPBACK));
  }

  private interface Reading<T> {
    T read() throws InvalidPeers;
  }

  private static <T> T checked(Reading<T> reading) {
    try {
      return reading.read();
    } catch (InvalidPeers e) {
      throw new ConfigException(e.getMessage());
    }
  }

  PullFormat format() {
    String word = text(SourceProperties.FORMAT);
    return Stream.of(PullFormat.values())
        .filter(format -> format.word().equals(word))
        .findFirst()
        .orElseThrow();
  }

  ReplicationType replication() {
    String word = text(SourceProperties.REPLICATION);
    return Stream.of(ReplicationType.values())
        .filter(type -> type.word().equals(word))
        .findFirst()
        .orElseThrow();
  }

  String peerId() {
    String id = optional(SourceProperties.PEER_ID).orElseGet(() -> region().code());
    return checked(() -> new PeerId(id)).value();
  }

  Set<Region> origins() {
    var origins = new HashSet<Region>();
    properties
        .getList(SourceProperties.ORIGINS)
        .forEach(code -> origins.add(region(SourceProperties.ORIGINS, code)));
    if (origins.isEmpty()) {
      origins.add(region());
    }
    if (origins.contains(home())) {
      throw new ConfigException(
          SourceProperties.ORIGINS, home(), "expected regions of others, got the home region");
    }
    return origins;
  }

  Optional<ClientCertificate> clientCertificate() {
    return optional(SourceProperties.CLIENT_CERTIFICATE)
        .map(
            file -> new ClientCertificate(Path.of(file), secret(SourceProperties.CLIENT_PASSWORD)));
  }

  Optional<Path> serverCertificates() {
    return optional(SourceProperties.SERVER_CERTIFICATES).map(Path::of);
  }

  VerificationProperty verification() {
    return new VerificationProperty(
        properties.getList(SourceProperties.VERIFICATION_KEYS), urls(), format());
  }

  /** The one peer that the properties describe. */
  PullSource onePeer() {
    return new PullSource(
        peerId(),
        Optional.of(region()),
        origins(),
        format(),
        url(),
        replication(),
        1,
        new SourceTrust(
            clientCertificate(),
            serverCertificates(),
            verification().keys(),
            verification().jwks(),
            token(),
            !verification().entries().isEmpty(),
            Optional.empty()));
  }

  /** What each of many peers is shown if it asks for a token. */
  HubTokens tokens() {
    return HubTokens.parse(secret(SourceProperties.TOKEN));
  }

  /** What the one peer is shown if it asks for a token. */
  Optional<String> token() {
    return Optional.of(secret(SourceProperties.TOKEN)).filter(token -> !token.isEmpty());
  }

  /** Whether the peers are those of the peers document. */
  boolean isManyPeers() {
    return !properties.getList(SourceProperties.DOCUMENT_KEYS).isEmpty();
  }

  /**
   * Whose peers document is believed.
   *
   * @throws InvalidSetting if a key can't be read
   */
  PeersTrust peersTrust() {
    var keys = properties.getList(SourceProperties.DOCUMENT_KEYS).stream().map(Path::of).toList();
    return new PeersSettings(
            keys,
            properties.getLong(SourceProperties.DOCUMENT_FIRST),
            properties.getBoolean(SourceProperties.LOOPBACK))
        .trust(home())
        .orElseThrow();
  }

  /** Whether hints of peers can be followed: the brokers that have them are known. */
  boolean hasHints() {
    return optional(SourceProperties.DOCUMENT_BROKERS).isPresent();
  }

  /** How the peers document is read, and hints of peers. */
  Map<String, Object> peersClient() {
    Map<String, Object> client =
        new HashMap<>(properties.originalsWithPrefix(SourceProperties.DOCUMENT_CLIENT));
    String brokers = text(SourceProperties.DOCUMENT_BROKERS);
    if (brokers.isEmpty()) {
      throw new ConfigException(
          SourceProperties.DOCUMENT_BROKERS, brokers, "expected host:port of the brokers");
    }
    client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
    return client;
  }

  PullRules rules() {
    return new PullRules(
        home(),
        new AdmissionLimits(
            duration(SourceProperties.LONGEST_AGE),
            Math.toIntExact(properties.getLong(SourceProperties.MOST_ONSET)),
            null),
        duration(SourceProperties.QUANTUM),
        new KeyCaps(
            properties.getLong(SourceProperties.HOUR_FLOOR),
            properties.getLong(SourceProperties.DAY_FLOOR)),
        ReportType.valueOf(text(SourceProperties.REPORT_TYPE).toUpperCase(Locale.ROOT)));
  }

  PollTimes times() {
    Duration shortest = duration(SourceProperties.POLL_SHORTEST);
    Duration longest = duration(SourceProperties.POLL_LONGEST);
    if (shortest.compareTo(longest) > 0) {
      throw new ConfigException(
          SourceProperties.POLL_LONGEST,
          longest.toMillis(),
          "expected no less than " + SourceProperties.POLL_SHORTEST + ", " + shortest.toMillis());
    }
    return new PollTimes(
        shortest,
        longest,
        duration(SourceProperties.POLL_USUAL),
        duration(SourceProperties.POLL_JITTER));
  }

  FetchLimits limits() {
    return new FetchLimits(
        duration(SourceProperties.CONNECT),
        duration(SourceProperties.SILENCE),
        duration(SourceProperties.WHOLE),
        properties.getLong(SourceProperties.SPEED),
        properties.getLong(SourceProperties.LARGEST));
  }

  Path spool() {
    return Path.of(text(SourceProperties.SPOOL));
  }

  Duration archiveRetention() {
    return duration(SourceProperties.ARCHIVE_RETENTION);
  }

  S3Settings archive() {
    Function<String, String> secret = name -> secret(name).isEmpty() ? null : secret(name);
    return new S3Settings(
        URI.create(text(SourceProperties.ARCHIVE_ENDPOINT)),
        text(SourceProperties.ARCHIVE_REGION),
        text(SourceProperties.ARCHIVE_BUCKET),
        properties.getBoolean(SourceProperties.ARCHIVE_PATH_STYLE),
        secret.apply(SourceProperties.ARCHIVE_ACCESS_KEY),
        secret.apply(SourceProperties.ARCHIVE_SECRET_KEY),
        duration(SourceProperties.SILENCE));
  }
}

package org.keyferry.connector.sink;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.keyferry.connector.fetch.AddressRule;
import org.keyferry.connector.fetch.FetchLimits;
import org.keyferry.connector.fetch.PeerClient;
import org.keyferry.connector.fetch.PeerClients;
import org.keyferry.connector.push.EfgsUploads;
import org.keyferry.connector.push.HubUploads;
import org.keyferry.connector.push.InteropUploads;
import org.keyferry.connector.trust.ChangingFiles;
import org.keyferry.connector.trust.ConnectionTrust;
import org.keyferry.connector.trust.ConnectionTrust.ClientCertificate;
import org.keyferry.wire.efgs.EfgsSigner;
import org.keyferry.wire.hub.UntrustedBatch;
import org.keyferry.wire.key.InvalidKey;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.peer.FeedName;
import org.keyferry.wire.peer.InvalidPeers;
import org.keyferry.wire.peer.PeerUrl;

/** What the properties of a sink connector say. Each refuses what can't be with its name. */
final class SinkSettings {
  private static final FetchLimits LIMITS =
      new FetchLimits(
          Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(5), 0, 1 << 20);

  private final AbstractConfig properties;

  /**
   * @throws ConfigException if a property is outside of what it may be
   */
  SinkSettings(Map<String, String> properties) {
    this.properties = new AbstractConfig(SinkProperties.definition(), properties, false);
  }

  private record SigningKey(PrivateKey key, X509Certificate certificate) {}

  private Optional<String> optional(String name) {
    return Optional.of(properties.getString(name).strip()).filter(text -> !text.isEmpty());
  }

  Region home() {
    String code = properties.getString(SinkProperties.HOME);
    try {
      return new Region(code);
    } catch (InvalidKey e) {
      throw new ConfigException(SinkProperties.HOME, code, "expected a region's code such as NL");
    }
  }

  URI url() {
    try {
      return new PeerUrl(properties.getBoolean(SinkProperties.LOOPBACK))
          .base(SinkProperties.URL, properties.getString(SinkProperties.URL));
    } catch (InvalidPeers e) {
      throw new ConfigException(e.getMessage());
    }
  }

  String feed() {
    try {
      return new FeedName(properties.getString(SinkProperties.FEED)).value();
    } catch (InvalidPeers e) {
      throw new ConfigException(
          SinkProperties.FEED, properties.getString(SinkProperties.FEED), "expected a feed's id");
    }
  }

  int keysOfAPart() {
    return properties.getInt(SinkProperties.MOST_KEYS);
  }

  long retryMillis() {
    return properties.getLong(SinkProperties.RETRY);
  }

  PeerClients clients() {
    return new PeerClients(new AddressRule(properties.getBoolean(SinkProperties.LOOPBACK)), LIMITS);
  }

  ConnectionTrust connection() {
    return ConnectionTrust.of(
        optional(SinkProperties.SERVER_CERTIFICATES).map(Path::of), clientCertificate());
  }

  private Optional<ClientCertificate> clientCertificate() {
    return optional(SinkProperties.CLIENT_CERTIFICATE)
        .map(file ->
            new ClientCertificate(
                Path.of(file), properties.getPassword(SinkProperties.CLIENT_PASSWORD).value()));
  }

  /** Uploads in the format of the hub, with the certificates that files have at each. */
  HubUploads uploads(PeerClients clients, InstantSource clock) {
    List<Path> files =
        Stream.of(SinkProperties.CLIENT_CERTIFICATE, SinkProperties.SERVER_CERTIFICATES)
            .flatMap(name -> optional(name).stream())
            .map(Path::of)
            .toList();
    var client = new ChangingFiles<PeerClient>(files, () -> clients.client(connection()));
    Supplier<PeerClient> current = client::current;
    SigningKey signing = signingKey();
    if (properties.getString(SinkProperties.FORMAT).equals("efgs")) {
      return new EfgsUploads(url(), current, efgsSigner(signing), home(), clock);
    }
    if (!(signing.key() instanceof ECPrivateKey key)) {
      throw unusable("a key on P-256", "another key");
    }
    var token =
        Optional.of(properties.getPassword(SinkProperties.TOKEN).value())
            .filter(text -> !text.isEmpty());
    return new InteropUploads(url(), current, key, token, home());
  }

  private EfgsSigner efgsSigner(SigningKey signing) {
    try {
      return new EfgsSigner(signing.key(), signing.certificate());
    } catch (UntrustedBatch e) {
      throw new ConfigException(SinkProperties.SIGNING_CERTIFICATE + ": " + e.problem());
    }
  }

  private SigningKey signingKey() {
    String file =
        optional(SinkProperties.SIGNING_CERTIFICATE)
            .orElseThrow(() -> unusable("a PKCS#12 file", "none"));
    char[] password = properties.getPassword(SinkProperties.SIGNING_PASSWORD).value().toCharArray();
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      for (String alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, password) instanceof PrivateKey key
            && store.getCertificate(alias) instanceof X509Certificate certificate) {
          return new SigningKey(key, certificate);
        }
      }
      throw unusable("a PKCS#12 file with a key and its certificate", "one without");
    } catch (IOException | GeneralSecurityException e) {
      throw unusable("a PKCS#12 file", "a file that can't be read with the password");
    }
  }

  private static ConfigException unusable(String expected, String actual) {
    return new ConfigException(
        SinkProperties.SIGNING_CERTIFICATE + ": expected " + expected + ", got " + actual);
  }
}

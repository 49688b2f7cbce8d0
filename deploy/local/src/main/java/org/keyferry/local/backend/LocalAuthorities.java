package org.keyferry.local.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keyferry.wire.document.PublishedKey;
import org.keyferry.wire.document.PublishedKey.State;
import org.keyferry.wire.document.PublishedKeys;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.hub.JsonOutput;
import org.keyferry.wire.key.Region;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The authorities of one machine, as each backend's exporter publishes them.
 *
 * @param backends where each region's backend keeps everything, and its origin
 */
public record LocalAuthorities(Map<Region, LocalOrigin> backends) {
  private static final Duration VALIDITY = Duration.ofDays(90);
  private static final String CLUSTER = "LOCAL";

  public LocalAuthorities {
    backends = Map.copyOf(backends);
  }

  /**
   * A backend of this machine.
   *
   * @param data where it keeps everything
   * @param origin URL of its origin
   */
  public record LocalOrigin(DataDirectory data, String origin) {}

  /**
   * Writes the document for each of the backends, in which other regions stay; one that runs
   * publishes it within a minute.
   *
   * @param now from which it holds for 90 days
   */
  public void write(Instant now) throws IOException {
    JsonNode ours =
        JsonMapper.shared().readTree(json(now.plus(VALIDITY).truncatedTo(ChronoUnit.SECONDS)));
    for (LocalOrigin each : backends.values()) {
      Path file = each.data().authorities();
      ObjectNode all = others(file);
      ours.properties().forEach(entry -> all.set(entry.getKey(), entry.getValue()));
      Path whole = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(whole, all.toPrettyString());
      // In one step: an exporter may be reading it.
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What the document says already. */
  private static ObjectNode others(Path file) throws IOException {
    if (Files.exists(file)
        && JsonMapper.shared().readTree(Files.readString(file)) instanceof ObjectNode found) {
      return found;
    }
    return JsonMapper.shared().createObjectNode();
  }

  private byte[] json(Instant expiry) throws IOException {
    var keys = new TreeMap<String, String>();
    for (var each : backends.entrySet()) {
      keys.put(each.getKey().code(), keys(each.getValue().data()));
    }
    return JsonOutput.write(out -> {
      out.writeStartObject();
      keys.forEach((region, set) -> write(out, region, set, expiry));
      out.writeEndObject();
    });
  }

  private void write(JsonGenerator out, String region, String keys, Instant expiry) {
    out.writeObjectPropertyStart(region);
    out.writeStringProperty("cluster", CLUSTER);
    out.writeStringProperty("base_url", backends.get(new Region(region)).origin() + "/" + region);
    out.writeArrayPropertyStart("formats");
    for (String format : List.of("export-zip", "edi1", "ccf1")) {
      out.writeString(format);
    }
    out.writeEndArray();
    out.writeObjectPropertyStart("keys");
    out.writeName("keys");
    out.writeRawValue(keys);
    out.writeEndObject();
    out.writeStringProperty("expires_at", expiry.toString());
    out.writeEndObject();
  }

  /** Both keys: the one that signs, and the one that can be announced. */
  private static String keys(DataDirectory data) throws IOException {
    return new PublishedKeys(
            List.of(
                key(AppSettings.SIGNING_KEY, data.signing(), State.CURRENT),
                key(AppSettings.RESERVE_KEY, data.reserveSigning(), State.ANNOUNCED)))
        .json();
  }

  private static PublishedKey key(SigningKeyId id, Path directory, State state) throws IOException {
    var publicKey = SigningKeys.readPublic(directory.resolve("public.pem"));
    return new PublishedKey(id, publicKey, state, Optional.empty(), Optional.empty());
  }

  /** Writes an example of what apps are configured with, and its schema, unless there are files. */
  static void ensureConfiguration(DataDirectory data) throws IOException {
    ensure(data.configuration());
    ensure(data.configurationSchema());
  }

  private static void ensure(Path file) throws IOException {
    if (Files.notExists(file)) {
      try (var example =
          LocalAuthorities.class.getResourceAsStream(file.getFileName().toString())) {
        PrivateFiles.write(file, new String(example.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }
}

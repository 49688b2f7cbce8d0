package org.keyferry.local.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyferry.client.follow.FeedAddress;
import org.keyferry.client.gaen.HeardBeacons;
import org.keyferry.client.region.FollowedRegions;
import org.keyferry.client.region.Visit;
import org.keyferry.client.state.MemoryStates;
import org.keyferry.client.state.StateFile;
import org.keyferry.client.state.StateStore;
import org.keyferry.local.backend.AppSettings;
import org.keyferry.local.client.HeardFile;
import org.keyferry.local.client.KnownKeys;
import org.keyferry.local.client.VisitText;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.key.Region;
import picocli.CommandLine.Option;

/** What an app brings along, and what its user tells it. */
final class ClientOptions {
  @Option(
      names = "--base",
      paramLabel = "URL",
      description = {
        "Base URL of the origin of the regions, such as http://localhost:8081. Regions that the",
        "document of authorities names are where it says."
      })
  private URI base;

  @Option(
      names = "--region",
      required = true,
      split = ",",
      paramLabel = "REGION",
      converter = RegionText.class,
      description = "A region to follow always.")
  private List<Region> regions;

  @Option(
      names = "--roaming",
      split = ",",
      paramLabel = "REGION@FROM..TO",
      converter = VisitText.class,
      description = "A visit, such as BE@2026-11-20..2026-11-24; followed for 14 days more.")
  private List<Visit> visits;

  @Option(
      names = "--authorities",
      split = ",",
      paramLabel = "URL",
      description = {
        "Mirrors of the signed document that tells where regions are, such as",
        "http://localhost:8081/meta/authorities.jws."
      })
  private List<URI> authorities;

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "FILE",
      description = {
        "Public keys that sign the document of authorities, and the regions below --base: a JWK",
        "set, or one key in PEM such as data/signing/public.pem."
      })
  private Path keys;

  @Option(
      names = "--key-name",
      paramLabel = "ID-VERSION",
      description = "By what name documents call a key in PEM (default: that of ./keyferry up).")
  private String keyName;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "edi1",
      description = {
        "What is fetched below --base: edi1, the signed list of batches, or export-zip, index.txt",
        "with zips, which backends of every make have (default: ${DEFAULT-VALUE})."
      })
  private String format;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "Remembers what was read (default: nothing is remembered).")
  private Path state;

  @Option(
      names = "--heard",
      paramLabel = "FILE",
      description = {
        "Beacons that the phone heard, one a line: identifier in 32 hex digits, metadata in 8, and",
        "the 10-minute interval."
      })
  private Path heard;

  /** What is wrong with them together; null if nothing is. */
  String problem() {
    if (base == null && authorities == null) {
      return "--base or --authorities: expected one of them, got none";
    }
    if (!Set.of(FeedAddress.EDI1, FeedAddress.EXPORT_ZIP).contains(format)) {
      return "--format: expected edi1 or export-zip, got " + format;
    }
    if (keyName != null && keyName.indexOf('-') <= 0) {
      return "--key-name: expected ID-VERSION such as 204-v1, got " + keyName;
    }
    if (state != null && !canLie(state)) {
      return "--state: expected a file in a directory that is there, got " + state;
    }
    return null;
  }

  private static boolean canLie(Path file) {
    return Files.isDirectory(file.toAbsolutePath().getParent()) && !Files.isDirectory(file);
  }

  FollowedRegions followed() {
    return new FollowedRegions(Set.copyOf(regions), visits == null ? List.of() : visits);
  }

  List<URI> mirrors() {
    return authorities == null ? List.of() : authorities;
  }

  Map<SigningKeyId, ECPublicKey> keys() throws IOException {
    return KnownKeys.read(keys, keyId());
  }

  private SigningKeyId keyId() {
    if (keyName == null) {
      return AppSettings.SIGNING_KEY;
    }
    int hyphen = keyName.indexOf('-');
    return new SigningKeyId(keyName.substring(0, hyphen), keyName.substring(hyphen + 1));
  }

  /** Where a region is if no document of authorities says so. */
  Optional<FeedAddress> belowBase(Region region) throws IOException {
    if (base == null) {
      return Optional.empty();
    }
    String url = base.toString().replaceFirst("/*$", "");
    String feed = url.endsWith("/" + region) ? url : url + "/" + region;
    return Optional.of(new FeedAddress(region, URI.create(feed), Set.of(format), keys()));
  }

  StateStore states() throws IOException {
    return state == null ? new MemoryStates() : StateFile.open(state);
  }

  HeardBeacons heard() throws IOException {
    return heard == null ? new HeardBeacons() : HeardFile.read(heard);
  }
}

package org.keyferry.connector.push;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.keyferry.connector.fetch.Answer;
import org.keyferry.connector.fetch.PeerClient;
import org.keyferry.event.v1.BatchKey;
import org.keyferry.wire.Problem;
import org.keyferry.wire.efgs.CanonicalBatch;
import org.keyferry.wire.efgs.EfgsBatch;
import org.keyferry.wire.efgs.EfgsKey;
import org.keyferry.wire.efgs.EfgsKeyRules;
import org.keyferry.wire.efgs.EfgsMapping;
import org.keyferry.wire.efgs.EfgsSigner;
import org.keyferry.wire.hub.BatchTag;
import org.keyferry.wire.key.Region;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads to an EFGS hub, each signed.
 *
 * <p>Keys that the hub's rules refuse stay behind, for one of them refuses all. 409 means that the
 * tag was used: by us and for the same keys, as it is a function of both. 207 names keys that the
 * hub has already; the others are uploaded again under a tag of their own, whether the hub stored
 * them, as some do, or took nothing, as EFGS does.
 */
public final class EfgsUploads implements HubUploads {
  private static final Logger LOG = LoggerFactory.getLogger(EfgsUploads.class);
  private static final int CREATED = 201;
  private static final int MULTI_STATUS = 207;
  private static final int CONFLICT = 409;
  private static final int MOST_ROUNDS = 8;

  private final HubPost hub;
  private final EfgsSigner signer;
  private final Region home;
  private final InstantSource clock;

  /**
   * @param base URL of the hub
   * @param client asks it
   * @param signer signs for our region
   * @param home our region
   */
  public EfgsUploads(
      URI base, Supplier<PeerClient> client, EfgsSigner signer, Region home, InstantSource clock) {
    this.hub = HubPost.to(base, client, Set.of(CREATED, MULTI_STATUS, CONFLICT));
    this.signer = signer;
    this.home = home;
    this.clock = clock;
  }

  @Override
  public int upload(SealedPart whole) throws IOException, UploadRefused {
    SealedPart part = acceptable(whole);
    int had = 0;
    for (int round = 0; round < MOST_ROUNDS && !part.keys().isEmpty(); round++) {
      List<EfgsKey> keys = keys(part);
      var body = new ByteArrayOutputStream();
      Answer answer = post(part, keys, part.tag(home, CanonicalBatch.of(keys)), body);
      if (answer.status() != MULTI_STATUS) {
        return had + keys.size();
      }
      var statuses = UploadStatuses.read(body.toByteArray(), part.toString(), keys.size());
      had += statuses.known().size();
      if (statuses.known().isEmpty()) {
        throw answer.unexpected("201; the hub could not store " + statuses.rest().size() + " keys");
      }
      part = part.only(statuses.rest());
    }
    if (!part.keys().isEmpty()) {
      throw new IOException(
          new Problem("upload of " + part, hub.url().toString(), "an end of 207", "more of them")
              .toString());
    }
    return had;
  }

  private SealedPart acceptable(SealedPart part) {
    Instant now = clock.instant();
    var right = new ArrayList<Integer>();
    for (int i = 0; i < part.keys().size(); i++) {
      Optional<Problem> problem = EfgsKeyRules.DEFAULT.judge(List.of(key(part, i)), now);
      if (problem.isEmpty()) {
        right.add(i);
      }
    }
    int behind = part.keys().size() - right.size();
    if (behind > 0) {
      LOG.info("{} keys of {} stay behind: the hub would refuse all for them", behind, part);
    }
    return part.only(right);
  }

  private static EfgsKey key(SealedPart part, int index) {
    BatchKey key = part.keys().get(index);
    return EfgsMapping.fromBatch(key, part.origin(), part.visitedCountries());
  }

  private static List<EfgsKey> keys(SealedPart part) {
    return part.keys().stream()
        .map(key -> EfgsMapping.fromBatch(key, part.origin(), part.visitedCountries()))
        .toList();
  }

  private Answer post(SealedPart part, List<EfgsKey> keys, BatchTag tag, ByteArrayOutputStream body)
      throws IOException, UploadRefused {
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            EfgsBatch.MEDIA_TYPE,
            "Accept",
            "application/json",
            "batchTag",
            tag.value(),
            "batchSignature",
            signer.sign(keys, clock.instant()));
    return hub.send(part, headers, new EfgsBatch(keys).toByteArray(), body);
  }
}

package org.keyferry.federation.gateway.hub;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.event.v1.FederatedKey;
import org.keyferry.federation.gateway.hub.HubUploads.Outcome;
import org.keyferry.wire.Problem;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.BatchTag;
import org.keyferry.wire.hub.JsonOutput;
import org.keyferry.wire.hub.MalformedBatch;
import org.keyferry.wire.hub.UntrustedBatch;
import org.keyferry.wire.hub.stored.HubBatch;
import org.keyferry.wire.hub.stored.HubUpload;
import org.keyferry.wire.interop.CompactJws;
import org.keyferry.wire.interop.InteropDownload;
import org.keyferry.wire.interop.InteropExposure;
import org.keyferry.wire.interop.InteropMapping;
import org.keyferry.wire.interop.InteropUpload;
import org.keyferry.wire.peer.PeerSigningKey;

/**
 * Takes signed exposures and tells those of others. The region is the uploader's own, whatever the
 * exposures say; the first to state a key keeps it.
 *
 * <p>in: {@code POST /interop/diagnosiskeys/upload}, {@code GET
 * /interop/diagnosiskeys/download/{date}}; out: {@link HubUploads}, objects of an {@link
 * UploadStore}
 */
final class InteropHub {
  private static final String WHERE = "the body";
  private static final int KEY_BYTES = 16;
  private static final int MOST_PERIOD = 144;

  private final UploadStore store;
  private final UploadChain chain;
  private final HubUploads uploads;
  private final BatchLimits limits;
  private final int daysBack;
  private final HubAudit audit;

  static InteropHub of(
      ObjectStore objects, HubSettings settings, FederatedLog log, HubAudit audit) {
    var store = new UploadStore(objects, "interop");
    var chain = new UploadChain(store, InteropHub::digests);
    var uploads = new HubUploads(store, chain, InteropHub::events, log, true, _ -> {});
    return new InteropHub(store, chain, uploads, settings, audit);
  }

  HubUploads uploads() {
    return uploads;
  }

  private InteropHub(
      UploadStore store,
      UploadChain chain,
      HubUploads uploads,
      HubSettings settings,
      HubAudit audit) {
    this.store = store;
    this.chain = chain;
    this.uploads = uploads;
    this.limits = settings.limits();
    this.daysBack = settings.daysBack();
    this.audit = audit;
  }

  /**
   * Takes an upload.
   *
   * @throws HubRefusal if it is not taken
   */
  HubAnswer upload(Uploader uploader, byte[] body, Instant now) throws HubRefusal, IOException {
    InteropUpload upload;
    List<InteropExposure> exposures;
    try {
      upload = InteropUpload.read(body, WHERE, limits);
      byte[] content = CompactJws.parse(upload.payload()).verify(keys(uploader, now));
      exposures = InteropUpload.readContent(content, "the payload", limits);
    } catch (MalformedBatch e) {
      throw new HubRefusal(e.isTooLarge() ? 413 : 400, "Invalid body", e.problem());
    } catch (UntrustedBatch e) {
      throw new HubRefusal(400, "Invalid signature", e.problem());
    }
    check(exposures);
    int inserted = 0;
    if (!exposures.isEmpty()) {
      // Content of its own may come under a tag that was used before.
      String digest = HexFormat.of().toHexDigits(KeyDigest.of(body).high());
      String name =
          store.nameOf(uploader.region().code(), upload.batchTag().value() + "#" + digest);
      Outcome outcome = uploads.take(name, asUpload(uploader, upload, body, exposures, now), now);
      audit.uploaded("interop", uploader, outcome);
      inserted =
          outcome instanceof Outcome.Stored(_, var repeats) ? exposures.size() - repeats.size() : 0;
    }
    return HubAnswer.json(200, inserted(upload.batchTag(), inserted));
  }

  private static List<ECPublicKey> keys(Uploader uploader, Instant now) {
    return uploader.peer().signingKeys().stream()
        .filter(key -> key.validity().contains(now))
        .map(PeerSigningKey::publicKey)
        .toList();
  }

  private static void check(List<InteropExposure> exposures) throws HubRefusal {
    for (int i = 0; i < exposures.size(); i++) {
      InteropExposure exposure = exposures.get(i);
      String where = "exposure " + (i + 1);
      int length = exposure.keyData().size();
      if (length != KEY_BYTES) {
        throw invalid("keyData", where, "16 bytes", length + " bytes");
      }
      if (exposure.period() < 1 || exposure.period() > MOST_PERIOD) {
        throw invalid("rollingPeriod", where, "1 to 144", String.valueOf(exposure.period()));
      }
      if (exposure.start() < 0) {
        throw invalid("rollingStartNumber", where, "0 or more", String.valueOf(exposure.start()));
      }
    }
  }

  private static HubRefusal invalid(String what, String where, String expected, String actual) {
    return new HubRefusal(400, "Invalid key", new Problem(what, where, expected, actual));
  }

  private static HubUpload asUpload(
      Uploader uploader,
      InteropUpload upload,
      byte[] body,
      List<InteropExposure> exposures,
      Instant now) {
    return HubUpload.newBuilder()
        .setBody(ByteString.copyFrom(body))
        .setMediaType(InteropUpload.MEDIA_TYPE)
        .setBatchTag(upload.batchTag().value())
        .setUploader(uploader.peer().id().value())
        .setRegion(uploader.region().code())
        .setUploadedSeconds(now.getEpochSecond())
        .setKeys(exposures.size())
        .build();
  }

  private static byte[] inserted(BatchTag tag, int exposures) {
    return JsonOutput.write(out -> {
      out.writeStartObject();
      out.writeStringProperty("batchTag", tag.value());
      out.writeNumberProperty("insertedExposures", exposures);
      out.writeEndObject();
    });
  }

  /**
   * The batch behind that of the tag, or else the first of that day or a later one; 204 if there is
   * none. A tag that names no batch is refused: to say "nothing new" would stall its asker for
   * ever.
   *
   * @throws HubRefusal if the date or the tag is none
   */
  HubAnswer download(Uploader asker, String date, Optional<String> tag, Instant now)
      throws HubRefusal, IOException {
    chain.refresh();
    Optional<HubBatch> batch =
        tag.isPresent() ? chain.after(number(tag.get())) : chain.since(day(date, now));
    while (batch.isPresent()) {
      Optional<HubUpload> upload = store.upload(batch.get().getUpload());
      if (upload.isPresent()) {
        boolean own = batch.get().getRegion().equals(asker.region().code());
        List<InteropExposure> exposures =
            own ? List.of() : firstExposures(upload.get(), batch.get());
        var download =
            new InteropDownload(new BatchTag(EfgsDownloading.tagOf(batch.get())), exposures);
        return HubAnswer.json(200, download.toByteArray());
      }
      // It expired meanwhile.
      batch = chain.after(batch.get().getNumber());
    }
    return HubAnswer.empty(204, Map.of());
  }

  private long number(String tag) throws HubRefusal {
    int dash = tag.lastIndexOf('-');
    try {
      long number = Long.parseLong(tag.substring(dash + 1));
      Optional<HubBatch> batch = chain.batch(number);
      boolean known =
          batch.isPresent()
              ? EfgsDownloading.tagOf(batch.get()).equals(tag)
              : dash > 0 && number > 0 && number < chain.oldest();
      if (known) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw new HubRefusal(404, "batchTag", "the tag of a batch", "another");
  }

  private LocalDate day(String text, Instant now) throws HubRefusal {
    try {
      LocalDate oldest = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(daysBack);
      LocalDate day = LocalDate.parse(text);
      return day.isBefore(oldest) ? oldest : day;
    } catch (DateTimeParseException e) {
      throw new HubRefusal(400, "date", "a day as yyyy-MM-dd", "something else");
    }
  }

  private List<InteropExposure> firstExposures(HubUpload upload, HubBatch batch)
      throws IOException {
    Set<KeyDigest> seen = new HashSet<>();
    return exposures(upload).stream()
        .filter(exposure -> chain.isFirst(digest(exposure), batch.getNumber()))
        .filter(exposure -> seen.add(digest(exposure)))
        .toList();
  }

  /** The exposures of a stored upload with their origin; each key once. */
  static List<InteropExposure> exposures(HubUpload upload) throws IOException {
    byte[] body = upload.getBody().toByteArray();
    var limits =
        new BatchLimits(
            Math.max(1, upload.getKeys()),
            Math.max(1, body.length),
            BatchLimits.DEFAULT.mostRegions());
    try {
      byte[] content =
          CompactJws.parse(InteropUpload.read(body, WHERE, limits).payload()).content();
      return InteropUpload.readContent(content, "a stored upload", limits).stream()
          .map(exposure -> exposure.from(upload.getRegion()))
          .toList();
    } catch (MalformedBatch | UntrustedBatch e) {
      throw new IOException("a stored upload can't be read", e);
    }
  }

  /** By what keys are told apart: their bytes alone. */
  static KeyDigest digest(InteropExposure exposure) {
    return KeyDigest.of(exposure.keyData().toByteArray());
  }

  static List<KeyDigest> digests(HubUpload upload) throws IOException {
    return exposures(upload).stream().map(InteropHub::digest).toList();
  }

  static List<FederatedKey> events(HubUpload upload) throws IOException {
    List<FederatedKey> events = new ArrayList<>();
    for (InteropExposure exposure : exposures(upload)) {
      events.add(InteropMapping.toEvent(exposure, upload.getUploader(), List.of()));
    }
    return events;
  }
}

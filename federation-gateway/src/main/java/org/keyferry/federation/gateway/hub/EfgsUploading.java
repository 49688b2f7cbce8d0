package org.keyferry.federation.gateway.hub;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.keyferry.federation.gateway.hub.HubUploads.Outcome;
import org.keyferry.wire.Problem;
import org.keyferry.wire.efgs.CanonicalBatch;
import org.keyferry.wire.efgs.EfgsBatch;
import org.keyferry.wire.efgs.EfgsKey;
import org.keyferry.wire.efgs.EfgsKeyRules;
import org.keyferry.wire.efgs.EfgsSignature;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.BatchTag;
import org.keyferry.wire.hub.JsonOutput;
import org.keyferry.wire.hub.MalformedBatch;
import org.keyferry.wire.hub.UntrustedBatch;
import org.keyferry.wire.hub.stored.HubUpload;
import org.keyferry.wire.peer.CertificateRefused;

/**
 * Judges uploads in the order of EFGS: body, keys, tag, signature, origin, repeats.
 *
 * <p>in: {@code POST /efgs/diagnosiskeys/upload}; out: {@link HubUploads}
 */
final class EfgsUploading {
  private static final String SIGNATURE = "Invalid signature";
  private static final String WHERE = "the body";

  private final UploadStore store;
  private final HubUploads uploads;
  private final BatchLimits limits;
  private final EfgsKeyRules rules;
  private final HubAudit audit;

  /**
   * What came.
   *
   * @param media of the body
   * @param tag the header batchTag
   * @param signature the header batchSignature
   * @param body as it came
   */
  record Request(
      EfgsMedia media, Optional<String> tag, Optional<String> signature, ByteString body) {}

  EfgsUploading(
      UploadStore store,
      HubUploads uploads,
      BatchLimits limits,
      EfgsKeyRules rules,
      HubAudit audit) {
    this.store = store;
    this.uploads = uploads;
    this.limits = limits;
    this.rules = rules;
    this.audit = audit;
  }

  /**
   * Takes an upload.
   *
   * @throws HubRefusal if it is not taken
   * @throws IOException if the store or the brokers are away
   */
  HubAnswer upload(Uploader uploader, Request request, Instant now) throws HubRefusal, IOException {
    String tag = tag(request);
    String signature =
        request
            .signature()
            .orElseThrow(() -> new HubRefusal(400, "batchSignature", "a header", "none"));
    List<EfgsKey> keys = keys(request, now);
    String name = store.nameOf(uploader.region().code(), tag);
    checkSignature(uploader, signature, keys, now);
    Outcome outcome = uploads.take(name, asUpload(uploader, request, tag, keys.size(), now), now);
    audit.uploaded("efgs", uploader, outcome);
    return answer(tag, keys.size(), outcome);
  }

  private static String tag(Request request) throws HubRefusal {
    String tag =
        request.tag().orElseThrow(() -> new HubRefusal(400, "batchTag", "a header", "none"));
    if (!BatchTag.isTag(tag)) {
      throw new HubRefusal(
          400,
          "batchTag",
          "1 to 64 printable ASCII characters, not null",
          tag.length() + " characters");
    }
    return tag;
  }

  private List<EfgsKey> keys(Request request, Instant now) throws HubRefusal {
    try {
      EfgsBatch batch = request.media().read(request.body().toByteArray(), WHERE, limits);
      if (batch.keys().isEmpty()) {
        throw new HubRefusal(400, "keys", "at least one", "none");
      }
      Optional<Problem> problem = rules.judge(batch.keys(), now);
      if (problem.isPresent()) {
        throw new HubRefusal(400, "Invalid key", problem.get());
      }
      return batch.keys();
    } catch (MalformedBatch e) {
      throw new HubRefusal(e.isTooLarge() ? 413 : 400, "Invalid body", e.problem());
    }
  }

  private void checkSignature(Uploader uploader, String text, List<EfgsKey> keys, Instant now)
      throws HubRefusal {
    try {
      var signature = EfgsSignature.parse(text);
      String region = uploader.region().code();
      if (!signature.signer().country().equals(region)) {
        throw new HubRefusal(
            400, SIGNATURE, "a certificate of " + region, "one of another country");
      }
      uploader.checkBatchSigner(signature.signer().certificate(), now);
      checkOrigins(uploader, keys);
      signature.verify(CanonicalBatch.of(keys), now);
    } catch (UntrustedBatch e) {
      throw new HubRefusal(400, SIGNATURE, e.problem());
    } catch (CertificateRefused e) {
      throw new HubRefusal(400, SIGNATURE, e.problem());
    }
  }

  /** A backend states its own region alone; that it tried another is for its operators to see. */
  private void checkOrigins(Uploader uploader, List<EfgsKey> keys) throws HubRefusal {
    String region = uploader.region().code();
    for (int i = 0; i < keys.size(); i++) {
      if (!keys.get(i).origin().equals(region)) {
        audit.foreignOrigin("efgs", uploader);
        throw new HubRefusal(
            400, "Invalid origin", new Problem("origin", "key " + (i + 1), region, "another"));
      }
    }
  }

  private static HubUpload asUpload(
      Uploader uploader, Request request, String tag, int keys, Instant now) throws IOException {
    var upload =
        HubUpload.newBuilder()
            .setBody(request.body())
            .setMediaType(request.media().plain())
            .setBatchTag(tag)
            .setBatchSignature(request.signature().orElseThrow())
            .setUploader(uploader.peer().id().value())
            .setRegion(uploader.region().code())
            .setUploadedSeconds(now.getEpochSecond())
            .setKeys(keys);
    try {
      if (uploader.certificate().isPresent()) {
        upload.setUploaderCertificate(
            ByteString.copyFrom(uploader.certificate().get().getEncoded()));
      }
      return upload.build();
    } catch (CertificateEncodingException e) {
      throw new IOException("a client certificate without bytes", e);
    }
  }

  private static HubAnswer answer(String tag, int keys, Outcome outcome) throws HubRefusal {
    return switch (outcome) {
      case Outcome.Stored(_, var repeats) when repeats.isEmpty() ->
          HubAnswer.empty(201, Map.of("batchTag", tag));
      case Outcome.Stored(_, var repeats) -> partly(tag, keys, repeats);
      case Outcome.Repeated(var repeats) -> partly(tag, keys, repeats);
      case Outcome.TagTaken() ->
          throw new HubRefusal(409, "batchTag", "one without an upload", "one with");
    };
  }

  private static HubAnswer partly(String tag, int keys, List<Integer> repeats) {
    var repeated = new HashSet<>(repeats);
    byte[] json =
        JsonOutput.write(out -> {
          out.writeStartObject();
          out.writeArrayPropertyStart("201");
          IntStream.range(0, keys).filter(i -> !repeated.contains(i)).forEach(out::writeNumber);
          out.writeEndArray();
          out.writeArrayPropertyStart("409");
          repeats.forEach(out::writeNumber);
          out.writeEndArray();
          out.writeArrayPropertyStart("500");
          out.writeEndArray();
          out.writeEndObject();
        });
    return new HubAnswer(
        207, Map.of("batchTag", tag), "application/json", ByteString.copyFrom(json));
  }
}

package org.keyferry.federation.gateway.hub;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyferry.wire.efgs.AuditEntry;
import org.keyferry.wire.efgs.EfgsBatch;
import org.keyferry.wire.efgs.EfgsKey;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.BatchTag;
import org.keyferry.wire.hub.MalformedBatch;
import org.keyferry.wire.hub.stored.HubBatch;
import org.keyferry.wire.hub.stored.HubUpload;

/**
 * Tells batches and who vouched for them. A batch's tag is {@code yyyyMMdd-n}; n is its place in
 * the chain, which goes on over midnight.
 *
 * <p>in: {@code GET /efgs/diagnosiskeys/download/{date}} and {@code
 * /efgs/diagnosiskeys/audit/download/{date}/{batchTag}}; out: objects of an {@link UploadStore}
 */
final class EfgsDownloading {
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern TAG = Pattern.compile("(\\d{8})-(\\d{1,15})");

  private final UploadStore store;
  private final UploadChain chain;
  private final int daysBack;

  EfgsDownloading(UploadStore store, UploadChain chain, int daysBack) {
    this.store = store;
    this.chain = chain;
    this.daysBack = daysBack;
  }

  /**
   * The batch of that tag, or the first of that day or a later one. What the asker uploaded is left
   * out, so that a batch may well be empty.
   *
   * @throws HubRefusal if there is none
   */
  HubAnswer download(
      Uploader asker, String date, Optional<String> tag, EfgsMedia media, Instant now)
      throws HubRefusal, IOException {
    LocalDate day = day(date, now);
    chain.refresh();
    HubBatch batch;
    if (tag.isPresent()) {
      batch = byTag(tag.get());
      if (UploadChain.day(batch).isBefore(day)) {
        throw new HubRefusal(400, "date", "the day of the batch or one before", "a later one");
      }
    } else {
      batch =
          chain
              .since(day)
              .orElseThrow(
                  () -> new HubRefusal(404, "date", "one with a batch at or after it", "another"));
    }
    var headers =
        Map.of(
            "batchTag",
            tagOf(batch),
            "nextBatchTag",
            chain.after(batch.getNumber()).map(EfgsDownloading::tagOf).orElse(BatchTag.NONE),
            "X-Protobuf-Schema",
            "Efgs.proto",
            "X-Protobuf-Message",
            "eu.interop.DiagnosisKeyBatch");
    boolean own = batch.getRegion().equals(asker.region().code());
    ByteString body = own ? ByteString.EMPTY : body(batch, media);
    return new HubAnswer(200, headers, media.withVersion(), body);
  }

  /**
   * Who vouched for the keys of a batch.
   *
   * @throws HubRefusal if there is none of that day and tag
   */
  HubAnswer audit(String date, String tag, Instant now) throws HubRefusal, IOException {
    LocalDate day = day(date, now);
    chain.refresh();
    HubBatch batch = byTag(tag);
    if (!UploadChain.day(batch).equals(day)) {
      throw new HubRefusal(404, "date", "the day of the batch", "another");
    }
    List<AuditEntry> entries = new ArrayList<>();
    Optional<HubUpload> upload = store.upload(batch.getUpload());
    if (upload.isPresent()) {
      entries.add(AuditOf.upload(upload.get()));
    }
    return HubAnswer.json(200, AuditEntry.write(entries));
  }

  private LocalDate day(String text, Instant now) throws HubRefusal {
    LocalDate day = parse(text);
    if (day.isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(daysBack))) {
      throw new HubRefusal(
          410, "date", "at most " + daysBack + " days before today, UTC", "an older one");
    }
    return day;
  }

  private static LocalDate parse(String text) throws HubRefusal {
    try {
      if (DATE.matcher(text).matches()) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeParseException e) {
      // A day that no month has; refused below.
    }
    throw new HubRefusal(400, "date", "a day as yyyy-MM-dd", "something else");
  }

  private HubBatch byTag(String tag) throws HubRefusal {
    Matcher matcher = TAG.matcher(tag);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(2));
      Optional<HubBatch> batch = chain.batch(number).filter(found -> tagOf(found).equals(tag));
      if (batch.isPresent()) {
        return batch.get();
      }
      if (number > 0 && number < chain.oldest()) {
        throw new HubRefusal(410, "batchTag", "a batch that is still kept", "an older one");
      }
    }
    throw new HubRefusal(404, "batchTag", "the tag of a batch", "another");
  }

  /** Empty where the upload is older than its place and expired before it: the chain goes on. */
  private ByteString body(HubBatch batch, EfgsMedia media) throws IOException {
    Optional<HubUpload> upload = store.upload(batch.getUpload());
    return upload.isPresent()
        ? ByteString.copyFrom(media.write(new EfgsBatch(keys(upload.get()))))
        : ByteString.EMPTY;
  }

  /** The tag of a batch. */
  static String tagOf(HubBatch batch) {
    return DAY.format(UploadChain.day(batch)) + "-" + batch.getNumber();
  }

  /** The keys of a stored upload, which were read before it was stored. */
  static List<EfgsKey> keys(HubUpload upload) throws IOException {
    byte[] body = upload.getBody().toByteArray();
    var limits =
        new BatchLimits(
            Math.max(1, upload.getKeys()),
            Math.max(1, body.length),
            BatchLimits.DEFAULT.mostRegions());
    try {
      return EfgsMedia.of(upload).read(body, "a stored upload", limits).keys();
    } catch (MalformedBatch e) {
      throw new IOException("a stored upload can't be read", e);
    }
  }
}

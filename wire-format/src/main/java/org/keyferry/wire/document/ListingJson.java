package org.keyferry.wire.document;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.hub.JsonOutput;
import org.keyferry.wire.key.Region;
import tools.jackson.core.JsonGenerator;

/** How a {@link BatchListing} lies in JSON. */
final class ListingJson {
  private static final String FROM = "time_stamp_from";
  private static final String TO = "time_stamp_to";

  /** Said once for all batches: said of each it would be a sixteenth of a list. */
  private static final String BITS = "exposed_key_bits";

  private static final int WHOLE = 0;

  private ListingJson() {}

  static byte[] write(BatchListing listing) {
    return JsonOutput.write(out -> {
      out.writeStartObject();
      out.writeNumberProperty("version", BatchListing.VERSION);
      out.writeStringProperty("region", listing.region().code());
      out.writeStringProperty("feed", listing.feed());
      HeadJson.write(out, listing.head());
      out.writeNumberProperty("next_poll_seconds", listing.polling().nextPollSeconds());
      out.writeNumberProperty("poll_jitter_seconds", listing.polling().jitterSeconds());
      out.writeNumberProperty(BITS, WHOLE);
      listing.day().ifPresent(day -> write(out, day));
      out.writeArrayPropertyStart("batches");
      listing.batches().forEach(batch -> write(out, batch));
      out.writeEndArray();
      if (listing.day().isEmpty()) {
        out.writeObjectPropertyStart("aggregates");
        listing.aggregates().forEach((name, aggregate) -> write(out, name, aggregate));
        out.writeEndObject();
      }
      out.writeArrayPropertyStart("revoked");
      listing.revoked().forEach(revoked -> write(out, revoked));
      out.writeEndArray();
      out.writeEndObject();
    });
  }

  private static void write(JsonGenerator out, ListedDay day) {
    out.writeStringProperty("day", day.date().toString());
    day.next().ifPresent(next -> out.writeStringProperty("next", next.toString()));
  }

  private static void write(JsonGenerator out, ListedBatch batch) {
    out.writeStartObject();
    out.writeStringProperty("id", batch.id().toString());
    out.writeNumberProperty("seq", batch.sequence());
    write(out, batch.window());
    out.writeNumberProperty("count", batch.count());
    batch
        .data()
        .ifPresent(data -> {
          out.writeStringProperty("hash", data.hash().text());
          out.writeNumberProperty("bytes", data.bytes());
          out.writeStringProperty("uri_data", data.uri());
        });
    batch
        .filter()
        .ifPresent(filter -> {
          out.writeStringProperty("uri_filter", filter.uri());
          out.writeStringProperty("filter_hash", filter.hash().text());
          out.writeNumberProperty("filter_bytes", filter.bytes());
        });
    batch.replaces().ifPresent(id -> out.writeStringProperty("replaces", id.toString()));
    if (!batch.withdrawn().isEmpty()) {
      out.writeArrayPropertyStart("withdrawn");
      batch.withdrawn().forEach(id -> out.writeString(id.toString()));
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, BatchWindow window) {
    out.writeStringProperty(FROM, window.start().toString());
    out.writeStringProperty(TO, window.end().toString());
  }

  private static void write(JsonGenerator out, String name, ListedAggregate aggregate) {
    out.writeObjectPropertyStart(name);
    write(out, aggregate.window());
    out.writeNumberProperty("count", aggregate.count());
    out.writeStringProperty("hash", aggregate.object().hash().text());
    out.writeNumberProperty("bytes", aggregate.object().bytes());
    out.writeStringProperty("uri_data", aggregate.object().uri());
    if (!aggregate.batches().isEmpty()) {
      out.writeArrayPropertyStart("batches");
      aggregate.batches().forEach(id -> out.writeString(id.toString()));
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, RevokedBatch revoked) {
    out.writeStartObject();
    out.writeStringProperty("id", revoked.id().toString());
    revoked.hash().ifPresent(hash -> out.writeStringProperty("hash", hash.text()));
    out.writeStringProperty("at", revoked.at().toString());
    out.writeEndObject();
  }

  static BatchListing read(DocumentFields fields) throws MalformedDocument {
    fields.checkVersion(BatchListing.VERSION);
    fields.checkNumber(BITS, bits(fields), WHOLE);
    return new BatchListing(
        fields.value("region", Region::new),
        fields.text("feed"),
        HeadJson.read(fields),
        new Polling(fields.number("next_poll_seconds"), fields.number("poll_jitter_seconds")),
        fields.has("day") ? Optional.of(day(fields)) : Optional.empty(),
        fields.objects("batches", ListingJson::batch),
        fields.named("aggregates", ListingJson::aggregate),
        fields.objects("revoked", ListingJson::revoked));
  }

  private static ListedDay day(DocumentFields fields) throws MalformedDocument {
    return new ListedDay(
        fields.date("day"),
        fields.has("next") ? Optional.of(fields.date("next")) : Optional.<LocalDate>empty());
  }

  private static ListedBatch batch(DocumentFields fields) throws MalformedDocument {
    Optional<ListedObject> data =
        fields.has("uri_data") ? Optional.of(data(fields)) : Optional.empty();
    Optional<ListedFilter> filter =
        fields.has("uri_filter")
            ? Optional.of(
                new ListedFilter(
                    fields.text("uri_filter"),
                    fields.value("filter_hash", HashStart::parse),
                    fields.number("filter_bytes")))
            : Optional.empty();
    return new ListedBatch(
        fields.value("id", BatchName::parse),
        fields.number("seq"),
        window(fields),
        fields.number("count"),
        data,
        filter,
        bits(fields),
        fields.optional("replaces", BatchName::parse),
        fields.values("withdrawn", BatchName::parse));
  }

  private static ListedObject data(DocumentFields fields) throws MalformedDocument {
    return new ListedObject(
        fields.text("uri_data"), fields.value("hash", ContentHash::new), fields.number("bytes"));
  }

  private static int bits(DocumentFields fields) throws MalformedDocument {
    return fields.has(BITS)
        ? Math.toIntExact(Math.clamp(fields.number(BITS), -1, Integer.MAX_VALUE))
        : WHOLE;
  }

  private static BatchWindow window(DocumentFields fields) throws MalformedDocument {
    return new BatchWindow(fields.time(FROM), fields.time(TO));
  }

  private static ListedAggregate aggregate(DocumentFields fields) throws MalformedDocument {
    return new ListedAggregate(
        window(fields),
        fields.number("count"),
        data(fields),
        fields.values("batches", BatchName::parse));
  }

  private static RevokedBatch revoked(DocumentFields fields) throws MalformedDocument {
    Instant at = fields.time("at");
    return new RevokedBatch(
        fields.value("id", BatchName::parse), fields.optional("hash", ContentHash::new), at);
  }
}

package org.keyferry.exporter.publish;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyferry.event.v1.PublishedData;
import org.keyferry.event.v1.PublishedFilter;
import org.keyferry.event.v1.ReportType;
import org.keyferry.exporter.list.ReaderNames.Place;
import org.keyferry.exporter.settings.FilterSettings;
import org.keyferry.exporter.spool.BatchSpool;
import org.keyferry.exporter.spool.SpoolDirectory;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.filter.BuiltFilter;
import org.keyferry.wire.filter.FilterBuilder;
import org.keyferry.wire.filter.FilterKind;
import org.keyferry.wire.filter.FilterReader;
import org.keyferry.wire.filter.FilterShape;
import org.keyferry.wire.filter.GaenItems;
import org.keyferry.wire.filter.ItemKind;
import org.keyferry.wire.filter.MalformedFilter;
import org.keyferry.wire.key.DiagnosisKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes filters of what the keys of batches broadcast, and puts them into the store.
 *
 * <p>in: spooled keys; out: {@code FEED/v1/exposed/filter/ID.ccf}
 */
final class FilterObjects {
  private static final Logger LOG = LoggerFactory.getLogger(FilterObjects.class);

  private final DataObjects objects;
  private final SpoolDirectory spool;
  private final FilterSettings settings;
  private final MeterRegistry metrics;

  FilterObjects(
      DataObjects objects, SpoolDirectory spool, FilterSettings settings, MeterRegistry metrics) {
    this.objects = objects;
    this.spool = spool;
    this.settings = settings;
    this.metrics = metrics;
  }

  /** The filter of a batch that gets one by the settings; empty if it gets none. */
  Optional<PublishedFilter> of(CompleteBatch batch, Place place) throws IOException {
    return settings.enabled()
        ? store(batch, place, settings.shape(), settings.mostItems())
        : Optional.empty();
  }

  /** The filter that the batch had, whatever the settings are now. */
  Optional<PublishedFilter> again(CompleteBatch batch, Place place, PublishedFilter before)
      throws IOException {
    FilterKind kind =
        Stream.of(FilterKind.values())
            .filter(each -> each.code() == before.getKind())
            .findFirst()
            .orElseThrow(() -> new IOException("a filter of a kind that this build lacks"));
    var shape = new FilterShape(kind, before.getFingerprintBits(), ItemKind.PROXIMITY_ID);
    return store(batch, place, shape, Long.MAX_VALUE);
  }

  private Optional<PublishedFilter> store(
      CompleteBatch batch, Place place, FilterShape shape, long mostItems) throws IOException {
    BatchSpool keys = batch.spool().orElseThrow();
    long items = items(keys);
    if (items > mostItems) {
      metrics.counter("keyferry.filters.left.out", "feed", batch.id().feed()).increment();
      LOG.atInfo()
          .addKeyValue("batch", batch.id())
          .addKeyValue("items", items)
          .log("a batch is too large for a filter");
    }
    if (items == 0 || items > mostItems) {
      return Optional.empty();
    }
    Path file = spool.newExportFile();
    try {
      PublishedData object = build(file, batch, place, shape);
      return objects
          .put(object, file, DocumentNames.FILTER_MEDIA_TYPE, place, FilterObjects::isFilter)
          .map(stored ->
              PublishedFilter.newBuilder()
                  .setObject(stored)
                  .setKind(shape.kind().code())
                  .setFingerprintBits(shape.fingerprintBits())
                  .build());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** What a key broadcast counts unless the report was taken back. */
  private static boolean counts(DiagnosisKey key) {
    return key.reportType() != ReportType.REVOKED;
  }

  private static long items(BatchSpool keys) throws IOException {
    long[] items = {0};
    keys.readInOrder(key -> items[0] += counts(key) ? key.period().intervals() : 0);
    return items[0];
  }

  /** One at a time: the heap has room for one. */
  private synchronized PublishedData build(
      Path file, CompleteBatch batch, Place place, FilterShape shape) throws IOException {
    var builder = new FilterBuilder(shape, batch.stamp(), place.name().toString());
    var items = new GaenItems();
    batch
        .spool()
        .orElseThrow()
        .readInOrder(key -> {
          if (counts(key)) {
            items.forEach(key.key(), key.start(), key.period(), builder::add);
          }
        });
    BuiltFilter filter = builder.build();
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      filter.writeTo(out);
    }
    return PublishedData.newBuilder()
        .setName(DocumentNames.filter(batch.id().feed(), place.name()))
        .setSizeBytes(filter.size())
        .setSha256(filter.sha256())
        .build();
  }

  private static boolean isFilter(InputStream in, String name) throws IOException {
    try {
      new FilterReader().read(in, name);
      return true;
    } catch (MalformedFilter e) {
      return false;
    }
  }
}

package org.keyferry.exporter.publish;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.event.v1.PublishedData;
import org.keyferry.exporter.list.ReaderNames.Place;
import org.keyferry.exporter.spool.SpoolDirectory;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.edi.EdiReader;
import org.keyferry.wire.edi.EdiWriter;
import org.keyferry.wire.edi.MalformedEdi;
import org.keyferry.wire.edi.RecordKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what lists name by the batch into the store, once and for ever, and reads it back. What is
 * there under the name and has other bytes is another's, and is neither overwritten nor named.
 *
 * <p>in: spooled keys; out: {@code FEED/v1/exposed/data/ID.edi}, and objects of others that are
 * given as files
 */
final class DataObjects {
  private static final Logger LOG = LoggerFactory.getLogger(DataObjects.class);

  private final ObjectStore store;
  private final SpoolDirectory spool;
  private final MeterRegistry metrics;

  DataObjects(ObjectStore store, SpoolDirectory spool, MeterRegistry metrics) {
    this.store = store;
    this.spool = spool;
    this.metrics = metrics;
  }

  /** Reads a whole object, and finds whether it is one of its format. */
  @FunctionalInterface
  interface Check {
    /** Reads to the end; whether it is right. */
    boolean isRight(InputStream in, String name) throws IOException;
  }

  /**
   * The keys of a batch, as EDI1.
   *
   * @param place its name and what comes before it
   * @return empty if the name is another's
   */
  Optional<PublishedData> data(CompleteBatch batch, Place place) throws IOException {
    Path file = spool.newExportFile();
    try (var writer = EdiWriter.create(file, RecordKind.GAEN, batch.stamp())) {
      batch.spool().orElseThrow().showInOrder(writer::add);
      ByteString sha256 = writer.finish().sha256();
      String name = DocumentNames.data(batch.id().feed(), place.name());
      var object =
          PublishedData.newBuilder().setName(name).setSizeBytes(Files.size(file)).setSha256(sha256);
      return put(object.build(), file, DocumentNames.DATA_MEDIA_TYPE, place, DataObjects::isData);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static boolean isData(InputStream in, String name) throws IOException {
    try {
      new EdiReader().read(in, name, record -> {});
      return true;
    } catch (MalformedEdi e) {
      return false;
    }
  }

  /** Stores a file under the name, unless it is another's. */
  Optional<PublishedData> put(
      PublishedData object, Path file, String mediaType, Place place, Check check)
      throws IOException {
    String nameInBucket = ObjectFolder.PUBLIC.inBucket(object.getName());
    var metadata = new HashMap<String, String>();
    metadata.put(DocumentNames.HASH_METADATA, ContentHash.ofDigest(object.getSha256()).toString());
    place
        .previous()
        .ifPresent(name -> metadata.put(DocumentNames.PREVIOUS_METADATA, name.toString()));
    store.putIfAbsent(
        nameInBucket,
        Content.of(file, mediaType, DocumentNames.IMMUTABLE_CACHE_CONTROL, Map.copyOf(metadata)));
    // Refused or not is no news: the answer to an earlier attempt may have been lost.
    if (isStored(object, nameInBucket, check)) {
      return Optional.of(object);
    }
    metrics.counter("keyferry.foreign.objects").increment();
    LOG.atError()
        .addKeyValue("object", object.getName())
        .log("an object that is not ours has the name of one of ours; lists don't name it");
    return Optional.empty();
  }

  private boolean isStored(PublishedData object, String nameInBucket, Check check)
      throws IOException {
    try (StoredObject found = store.get(nameInBucket).orElse(null)) {
      if (found == null) {
        throw new IOException("no object " + nameInBucket + " after storing it");
      }
      var digest = Sha256.begun();
      var in = new DigestInputStream(found.bytes(), digest);
      boolean isRight = check.isRight(in, object.getName());
      in.transferTo(OutputStream.nullOutputStream());
      return isRight && object.getSha256().equals(ByteString.copyFrom(digest.digest()));
    }
  }
}

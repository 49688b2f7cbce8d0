package org.keyferry.exporter.publish;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyferry.edge.store.Content;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.exporter.spool.SpoolDirectory;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.export.ExportHeader;
import org.keyferry.wire.export.ExportRefused;
import org.keyferry.wire.export.ExportSigner;
import org.keyferry.wire.export.ExportSummary;
import org.keyferry.wire.export.ExportVerifier;
import org.keyferry.wire.export.MalformedExport;
import org.keyferry.wire.export.ObjectNames;
import org.keyferry.wire.export.StoredSignature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts export files into the store, once and for ever. Whatever the store answered to the write,
 * what counts is what it gives back: the same {@code export.bin} under valid signatures is ours,
 * whichever attempt or process wrote it; anything else is never overwritten.
 *
 * <p>in: slices of spooled keys; out: {@code FEED/START-END-NNNNN.zip}
 */
final class ExportObjects {
  private static final Logger LOG = LoggerFactory.getLogger(ExportObjects.class);
  private static final int MOST_ATTEMPTS = 100;

  private final ObjectStore store;
  private final SpoolDirectory spool;
  private final ExportFileBuilder builder;
  private final MeterRegistry metrics;

  ExportObjects(
      ObjectStore store, SpoolDirectory spool, ExportFileBuilder builder, MeterRegistry metrics) {
    this.store = store;
    this.spool = spool;
    this.builder = builder;
    this.metrics = metrics;
  }

  /**
   * Makes the slice's file be in the store.
   *
   * @param signers in the order of their signatures
   * @param verifier knows the signers' public keys
   * @return the object as it is there, with the signatures that it has
   * @throws IOException if the store or the disk fails; to be tried again
   */
  PublishedObject publish(
      CompleteBatch batch,
      FileSlice first,
      List<? extends ExportSigner> signers,
      ExportVerifier verifier)
      throws IOException {
    FileSlice slice = first;
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Optional<PublishedObject> ours = store(batch, slice, signers, verifier);
      if (ours.isPresent()) {
        return ours.get();
      }
      slice = slice.next();
    }
    throw new IOException(
        "others' objects have all of "
            + MOST_ATTEMPTS
            + " names for file "
            + first.number()
            + " of batch "
            + batch.id());
  }

  private Optional<PublishedObject> store(
      CompleteBatch batch,
      FileSlice slice,
      List<? extends ExportSigner> signers,
      ExportVerifier verifier)
      throws IOException {
    String name = ObjectNames.exportFile(batch.id().feed(), batch.window(), slice.number());
    String nameInBucket = batch.folder().inBucket(name);
    ExportHeader header = slice.header(batch.window(), batch.region());
    Path file = spool.newExportFile();
    try {
      var written = builder.build(file, batch.spool().orElseThrow(), slice, header, signers);
      var content =
          Content.of(
              file,
              ObjectNames.EXPORT_MEDIA_TYPE,
              batch.folder().cacheControl(ObjectNames.EXPORT_CACHE_CONTROL),
              Map.of(
                  DocumentNames.HASH_METADATA,
                  ContentHash.ofDigest(written.sha256()).toString()));
      // Refused or not is no news: the answer to an earlier attempt may have been lost.
      store.putIfAbsent(nameInBucket, content);
      try (StoredObject found = stored(nameInBucket)) {
        ExportSummary contents = verifier.verifyOwn(found.bytes(), name, header).contents();
        return accepted(name, contents, written.exportSha256());
      } catch (MalformedExport | ExportRefused e) {
        alarm(name, e.getMessage());
        return Optional.empty();
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private StoredObject stored(String nameInBucket) throws IOException {
    return store
        .get(nameInBucket)
        .orElseThrow(() -> new IOException("no object " + nameInBucket + " after storing it"));
  }

  private Optional<PublishedObject> accepted(
      String name, ExportSummary contents, ByteString exportSha256) {
    if (contents.exportSha256().equals(exportSha256)) {
      return Optional.of(describe(name, contents));
    }
    alarm(name, "another export.bin under our signatures");
    return Optional.empty();
  }

  private void alarm(String name, String reason) {
    metrics.counter("keyferry.foreign.objects").increment();
    LOG.atError()
        .addKeyValue("object", name)
        .addKeyValue("reason", reason)
        .log("an object that is not ours has the name of one of ours; using the next file number");
  }

  private static PublishedObject describe(String name, ExportSummary contents) {
    return PublishedObject.newBuilder()
        .setName(name)
        .setSizeBytes(contents.size())
        .setSha256(contents.sha256())
        .setExportSha256(contents.exportSha256())
        .setKeys(contents.keys())
        .setRevisedKeys(contents.revisedKeys())
        .addAllSignatures(contents.signatures().stream().map(StoredSignature::toEvent).toList())
        .build();
  }
}

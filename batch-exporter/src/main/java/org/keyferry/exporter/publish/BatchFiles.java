package org.keyferry.exporter.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;
import org.keyferry.exporter.sign.CurrentSigners;
import org.keyferry.wire.export.ObjectNames;
import org.keyferry.wire.export.SigningFailed;
import org.keyferry.wire.export.StoredSignature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes all export files of a batch be in the store, some at a time.
 *
 * <p>in: a complete batch; out: its objects, on their way into the store
 */
final class BatchFiles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchFiles.class);

  private final ExportObjects objects;
  private final CurrentSigners signers;
  private final int maximumKeysPerFile;
  private final ExecutorService workers;

  /**
   * @param workers builds and stores files; closed with this
   */
  BatchFiles(
      ExportObjects objects,
      CurrentSigners signers,
      int maximumKeysPerFile,
      ExecutorService workers) {
    this.objects = objects;
    this.signers = signers;
    this.maximumKeysPerFile = maximumKeysPerFile;
    this.workers = workers;
  }

  /**
   * Begins to store all files of the batch.
   *
   * @param before what was recorded when the batch was published before; its signatures are used
   *     again, so that the files get the same bytes
   */
  FilesUnderWay begin(CompleteBatch batch, Optional<PublishedBatch> before) throws IOException {
    var signing = new Signing(signers.now());
    List<PublishedObject> recorded = before.map(PublishedBatch::getObjectsList).orElse(List.of());
    List<FileSlice> slices = slices(batch, recorded);
    var tasks = new ArrayList<Callable<PublishedObject>>();
    for (int i = 0; i < slices.size(); i++) {
      FileSlice slice = slices.get(i);
      List<StoredSignature> signatures =
          recorded.isEmpty() ? List.of() : signing.valid(recorded.get(i));
      tasks.add(() -> publish(batch, slice, signatures, signing));
    }
    return new FilesUnderWay(tasks.stream().map(workers::submit).toList());
  }

  /** As before if it was published before, whatever the settings say now. */
  private List<FileSlice> slices(CompleteBatch batch, List<PublishedObject> recorded) {
    if (recorded.isEmpty()) {
      return FileSlice.of(batch.keys(), maximumKeysPerFile(batch)).stream()
          .map(slice -> slice.behind(batch.lastNumber()))
          .toList();
    }
    return FileSlice.numbered(
        batch.keys(),
        recorded.stream().map(object -> ObjectNames.fileNumber(object.getName())).toList());
  }

  private int maximumKeysPerFile(CompleteBatch batch) {
    int ofFeed = batch.terms().maximumKeysPerFile();
    return ofFeed == 0 ? maximumKeysPerFile : ofFeed;
  }

  private PublishedObject publish(
      CompleteBatch batch, FileSlice slice, List<StoredSignature> signatures, Signing signing)
      throws IOException {
    if (!signatures.isEmpty()) {
      try {
        return objects.publish(batch, slice, signatures, signing.verifier());
      } catch (SigningFailed e) {
        LOG.atWarn()
            .addKeyValue("batch", batch.id())
            .addKeyValue("file", slice.number())
            .setCause(e)
            .log("the file is not the one that was recorded; it is signed anew");
      }
    }
    return objects.publish(
        batch, slice, signing.signers().of(batch.signedAs()), signing.verifier());
  }

  /** Gives up the files that are under way: a restart finds them again. */
  @Override
  public void close() {
    for (Runnable waiting : workers.shutdownNow()) {
      if (waiting instanceof Future<?> task) {
        task.cancel(true);
      }
    }
  }
}

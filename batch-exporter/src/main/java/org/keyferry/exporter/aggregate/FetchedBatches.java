package org.keyferry.exporter.aggregate;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.StoredObject;
import org.keyferry.exporter.publish.ObjectFolder;
import org.keyferry.exporter.spool.SpoolDirectory;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.ListedBatch;
import org.keyferry.wire.document.ListedObject;
import org.keyferry.wire.edi.EdiCursor;
import org.keyferry.wire.edi.EdiLimits;
import org.keyferry.wire.edi.MalformedEdi;

/**
 * Batches on the disk, each with the digest that the list says, to be read side by side; closing
 * removes them.
 *
 * <p>in: data objects; out: cursors, newest batch first
 */
final class FetchedBatches implements AutoCloseable {
  private final ObjectStore store;
  private final SpoolDirectory spool;
  private final List<Path> files = new ArrayList<>();
  private final List<EdiCursor> cursors = new ArrayList<>();

  private FetchedBatches(ObjectStore store, SpoolDirectory spool) {
    this.store = store;
    this.spool = spool;
  }

  /**
   * Fetches them.
   *
   * @throws IOException if one is missing or has other bytes, or the store or the disk fails
   */
  static FetchedBatches fetch(
      ObjectStore store, SpoolDirectory spool, String feed, List<ListedBatch> batches)
      throws IOException, MalformedEdi {
    var fetched = new FetchedBatches(store, spool);
    try {
      for (ListedBatch batch : batches) {
        fetched.add(DocumentNames.data(feed, batch.id()), batch.data().orElseThrow());
      }
      return fetched;
    } catch (IOException | MalformedEdi e) {
      fetched.close();
      throw e;
    }
  }

  List<EdiCursor> newestFirst() {
    return cursors;
  }

  private void add(String name, ListedObject listed) throws IOException, MalformedEdi {
    Path file = spool.newExportFile();
    files.add(file);
    var digest = Sha256.begun();
    try (StoredObject object =
            store
                .get(ObjectFolder.PUBLIC.inBucket(name))
                .orElseThrow(() -> new IOException("no object " + name + ", which a list names"));
        OutputStream out = Files.newOutputStream(file)) {
      new DigestInputStream(object.bytes(), digest).transferTo(out);
    }
    if (!listed.hash().digest().equals(ByteString.copyFrom(digest.digest()))) {
      throw new IOException("the object " + name + " is not the one that a list names");
    }
    cursors.add(EdiCursor.open(Files.newInputStream(file), name, EdiLimits.DEFAULT));
  }

  @Override
  public void close() throws IOException {
    for (EdiCursor cursor : cursors) {
      cursor.close();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}

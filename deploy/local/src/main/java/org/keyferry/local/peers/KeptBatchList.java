package org.keyferry.local.peers;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.connector.archive.BatchObject;
import org.keyferry.connector.archive.ImportArchive;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.local.backend.StoreCredentials;

/**
 * Which batches of peers are kept.
 *
 * <p>in: names of objects below {@code import/} and {@code quarantine/}; out: {@link Kept}
 */
public final class KeptBatchList implements AutoCloseable {
  private final S3Connection connection;
  private final ImportArchive archive;

  /**
   * @param s3 URL of the object store
   */
  public KeptBatchList(String s3, StoreCredentials credentials) {
    this.connection = connect(s3, credentials);
    this.archive = new ImportArchive(connection.objects());
  }

  static S3Connection connect(String s3, StoreCredentials credentials) {
    return S3Connection.open(
        new S3Settings(
            URI.create(s3),
            null,
            null,
            true,
            credentials.accessKey(),
            credentials.secretKey(),
            null));
  }

  /**
   * A batch.
   *
   * @param batch as {@code ./keyferry peers replay} and {@code release} name it: {@code
   *     PEER/ORIGIN/DATE/BATCH}
   * @param setAside whether it was beyond what its peer may bring, and waits for a decision
   */
  public record Kept(String batch, boolean setAside) {
    /** Whose it is. */
    public String peer() {
      return batch.substring(0, batch.indexOf('/'));
    }
  }

  /** All that begin so, those that were set aside first. */
  public List<Kept> below(String prefix) throws IOException {
    var all = new ArrayList<Kept>(setAside(prefix));
    for (String name : archive.list(BatchObject.IMPORT + prefix)) {
      all.add(new Kept(name.substring(BatchObject.IMPORT.length()), false));
    }
    return all;
  }

  /** Those that were set aside. */
  public List<Kept> setAside(String prefix) throws IOException {
    return archive.list(BatchObject.QUARANTINE + prefix).stream()
        .map(name -> new Kept(name.substring(BatchObject.QUARANTINE.length()), true))
        .toList();
  }

  @Override
  public void close() {
    connection.close();
  }
}

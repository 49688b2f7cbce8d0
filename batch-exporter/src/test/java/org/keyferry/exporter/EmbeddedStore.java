package org.keyferry.exporter;

import java.nio.file.Path;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.edge.store.S3Connection;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.edge.store.StoreContents;
import org.keyferry.testsupport.EmbeddedObjectStore;

/** A real S3 server with a connection to it. */
public final class EmbeddedStore implements AutoCloseable {
  private final EmbeddedObjectStore server;
  private final S3Connection connection;

  /** Starts one with its objects in the directory. */
  public EmbeddedStore(Path directory) {
    server = EmbeddedObjectStore.start(directory);
    connection =
        S3Connection.open(
            new S3Settings(
                server.endpoint(),
                null,
                EmbeddedObjectStore.BUCKET,
                true,
                EmbeddedObjectStore.ACCESS_KEY,
                EmbeddedObjectStore.SECRET_KEY,
                null));
  }

  /** What is in it. */
  public ObjectStore objects() {
    return connection.objects();
  }

  /** Everything that it keeps. */
  public StoreContents contents() {
    return connection.contents();
  }

  @Override
  public void close() {
    connection.close();
    server.close();
  }
}

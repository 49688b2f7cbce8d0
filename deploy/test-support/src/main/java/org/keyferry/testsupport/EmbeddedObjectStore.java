package org.keyferry.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import org.keyferry.objectstore.DirectoryObjectStore;
import org.keyferry.objectstore.DirectoryObjectStore.Access;

/** A real S3 server inside the test's JVM that keeps its objects as files of a directory. */
public final class EmbeddedObjectStore implements AutoCloseable {
  /** The access key id that it accepts. */
  public static final String ACCESS_KEY = "test-access-key";

  /** The secret that it accepts. */
  public static final String SECRET_KEY = "test-secret-key";

  /** The bucket that exists from the start. */
  public static final String BUCKET = "keyferry";

  private final DirectoryObjectStore server;
  private final int port;

  private EmbeddedObjectStore(DirectoryObjectStore server) {
    this.server = server;
    this.port = server.port();
  }

  /** Serves the objects in the directory on a free port; creates both if they are missing. */
  public static EmbeddedObjectStore start(Path directory) {
    return start(directory, 0);
  }

  /**
   * Serves the objects in the directory on the port, so that a store can come back where it was.
   */
  public static EmbeddedObjectStore start(Path directory, int port) {
    try {
      var access = new Access(ACCESS_KEY, SECRET_KEY);
      return new EmbeddedObjectStore(DirectoryObjectStore.start(directory, port, access, BUCKET));
    } catch (IOException e) {
      throw new UncheckedIOException("no directory for the embedded store: " + directory, e);
    }
  }

  /** Base URL of the server. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The port, to start again on. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    server.close();
  }
}

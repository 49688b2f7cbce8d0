package org.keyferry.testsupport;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** A real S3 server inside the test's JVM that keeps its objects as files of a directory. */
public final class EmbeddedObjectStore implements AutoCloseable {
  /** The access key id that it accepts. */
  public static final String ACCESS_KEY = "test-access-key";

  /** The secret that it accepts. */
  public static final String SECRET_KEY = "test-secret-key";

  /** The bucket that exists from the start. */
  public static final String BUCKET = "keyferry";

  private final S3Proxy server;
  private final int port;

  private EmbeddedObjectStore(S3Proxy server, int port) {
    this.server = server;
    this.port = port;
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
      Files.createDirectories(directory);
      var objects = new FilesystemNio2BlobStore(directory.toString());
      if (!objects.containerExists(BUCKET)) {
        objects.createContainer(BUCKET);
      }
      var server =
          S3Proxy.builder()
              .blobStore(new AtomicConditions(objects))
              .endpoint(URI.create("http://127.0.0.1:" + port))
              .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
              .ignoreUnknownHeaders(true)
              .build();
      server.start();
      return new EmbeddedObjectStore(server, server.getPort());
    } catch (IOException e) {
      throw new IllegalStateException("no directory for the embedded store: " + directory, e);
    } catch (Exception e) {
      throw new IllegalStateException("the embedded store did not start", e);
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
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the embedded store did not stop", e);
    }
  }
}

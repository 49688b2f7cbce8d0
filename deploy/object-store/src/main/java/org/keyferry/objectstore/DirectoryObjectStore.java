package org.keyferry.objectstore;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** A real S3 server on loopback that keeps its objects as files of a directory. */
public final class DirectoryObjectStore implements AutoCloseable {
  /** The data of a batch of five million keys are 140 MB; the heap has to have room for two. */
  private static final long LARGEST_OBJECT = 1L << 30;

  private final S3Proxy server;

  private DirectoryObjectStore(S3Proxy server) {
    this.server = server;
  }

  /**
   * Who may read and write.
   *
   * @param accessKey the access key id that it accepts
   * @param secretKey the secret that it accepts
   */
  public record Access(String accessKey, String secretKey) {}

  /**
   * Serves the objects in the directory; creates it and the bucket if they are missing.
   *
   * @param port to listen on; 0 for a free one
   * @throws IOException if the directory can't be made
   * @throws IllegalStateException if the server doesn't start, as on a port that is taken
   */
  public static DirectoryObjectStore start(Path directory, int port, Access access, String bucket)
      throws IOException {
    Files.createDirectories(directory);
    var objects = new FilesystemNio2BlobStore(directory.toString());
    if (!objects.containerExists(bucket)) {
      objects.createContainer(bucket);
    }
    var server =
        S3Proxy.builder()
            .blobStore(new AtomicConditions(objects))
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(
                AuthenticationType.AWS_V2_OR_V4, access.accessKey(), access.secretKey())
            .ignoreUnknownHeaders(true)
            .v4MaxNonChunkedRequestSize(LARGEST_OBJECT)
            .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("the object store did not start", e);
    }
    return new DirectoryObjectStore(server);
  }

  /** The port that it listens on. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the object store did not stop", e);
    }
  }
}

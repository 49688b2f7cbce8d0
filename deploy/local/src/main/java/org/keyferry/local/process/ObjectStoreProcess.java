package org.keyferry.local.process;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.keyferry.local.backend.StoreCredentials;

/**
 * An S3 server on a directory, on loopback.
 *
 * <p>in: launcher's process id, directory, port, credentials file, bucket; out: S3 over HTTP
 */
public final class ObjectStoreProcess {
  private ObjectStoreProcess() {}

  /** Runs until the launcher ends or SIGTERM comes. */
  public static void main(String[] args) {
    Parent.follow(args[0]);
    try {
      serve(Path.of(args[1]), Integer.parseInt(args[2]), Path.of(args[3]), args[4]);
    } catch (Exception e) {
      throw ChildFailure.exit("the object store", e);
    }
  }

  private static void serve(Path directory, int port, Path credentialsFile, String bucket)
      throws Exception {
    Files.createDirectories(directory);
    var credentials = StoreCredentials.read(credentialsFile);
    var objects = new FilesystemNio2BlobStore(directory.toString());
    if (!objects.containerExists(bucket)) {
      objects.createContainer(bucket);
    }
    S3Proxy.builder()
        .blobStore(objects)
        .endpoint(URI.create("http://127.0.0.1:" + port))
        .awsAuthentication(
            AuthenticationType.AWS_V2_OR_V4, credentials.accessKey(), credentials.secretKey())
        .ignoreUnknownHeaders(true)
        .build()
        .start();
  }
}

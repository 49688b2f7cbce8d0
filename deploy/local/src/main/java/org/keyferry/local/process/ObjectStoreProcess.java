package org.keyferry.local.process;

import java.io.IOException;
import java.nio.file.Path;
import org.keyferry.local.backend.StoreCredentials;
import org.keyferry.objectstore.DirectoryObjectStore;
import org.keyferry.objectstore.DirectoryObjectStore.Access;

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
      throws IOException {
    var credentials = StoreCredentials.read(credentialsFile);
    var access = new Access(credentials.accessKey(), credentials.secretKey());
    DirectoryObjectStore.start(directory, port, access, bucket);
  }
}

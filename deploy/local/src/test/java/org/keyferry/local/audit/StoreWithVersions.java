package org.keyferry.local.audit;

import static org.awaitility.Awaitility.await;

import io.minio.BucketExistsArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.SetBucketVersioningArgs;
import io.minio.messages.VersioningConfiguration;
import io.minio.messages.VersioningConfiguration.Status;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.keyferry.local.backend.AppSettings;
import org.keyferry.local.backend.FreePorts;

/** An S3 server with a bucket that keeps versions: S3Mock of Adobe, a process of its own. */
final class StoreWithVersions implements AutoCloseable {
  private static final String BUCKET = AppSettings.OBJECT_BUCKET;
  private static final Duration LONGEST_START = Duration.ofMinutes(1);

  private final Process process;
  private final URI endpoint;
  private final MinioAsyncClient client;

  private StoreWithVersions(Process process, int port) {
    this.process = process;
    endpoint = URI.create("http://127.0.0.1:" + port);
    client =
        MinioAsyncClient.builder()
            .endpoint(endpoint.toString())
            .region("us-east-1")
            .credentials("any", "any-secret")
            .build();
  }

  /** Starts it, with its files in the directory. */
  static StoreWithVersions start(Path directory) throws IOException {
    int port = FreePorts.next();
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + directory,
                "-jar",
                Path.of("target/store-with-versions/s3mock.jar").toAbsolutePath().toString(),
                "--http.port=" + port,
                "--server.port=" + FreePorts.next(),
                "--server.address=127.0.0.1")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("s3mock.log").toFile())
            .start();
    var store = new StoreWithVersions(process, port);
    store.makeBucket();
    return store;
  }

  private void makeBucket() {
    await("S3Mock to answer")
        .atMost(LONGEST_START)
        .failFast("S3Mock ended", () -> !process.isAlive())
        .ignoreException(CompletionException.class)
        .until(() -> {
          client.bucketExists(BucketExistsArgs.builder().bucket(BUCKET).build()).join();
          return true;
        });
    client.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build()).join();
    client
        .setBucketVersioning(
            SetBucketVersioningArgs.builder()
                .bucket(BUCKET)
                .config(new VersioningConfiguration(Status.ENABLED, null, null, null))
                .build())
        .join();
  }

  URI endpoint() {
    return endpoint;
  }

  void put(String name) {
    byte[] bytes = {1, 2, 3};
    client
        .putObject(
            PutObjectArgs.builder().bucket(BUCKET).object(name).data(bytes, bytes.length).build())
        .join();
  }

  void delete(String name) {
    client.removeObject(RemoveObjectArgs.builder().bucket(BUCKET).object(name).build()).join();
  }

  void beginUpload(String name) {
    client
        .createMultipartUpload(
            CreateMultipartUploadArgs.builder().bucket(BUCKET).object(name).build())
        .join();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}

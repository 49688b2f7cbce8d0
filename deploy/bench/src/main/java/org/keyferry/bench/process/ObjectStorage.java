package org.keyferry.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.keyferry.edge.store.S3Settings;
import org.keyferry.local.backend.FreePorts;
import org.keyferry.local.process.ObjectStoreProcess;

/** An S3 server in a JVM of its own, which keeps objects as files. */
public final class ObjectStorage implements AutoCloseable {
  private static final String BUCKET = "keyferry";
  private static final String ACCESS_KEY = "bench";

  /** Guards objects of a benchmark on loopback, gone when it ends. */
  private static final String SECRET_KEY = "bench-only";

  private final ChildJvm process;
  private final S3Settings settings;
  private final Path directory;

  private ObjectStorage(ChildJvm process, S3Settings settings, Path directory) {
    this.process = process;
    this.settings = settings;
    this.directory = directory;
  }

  /** Starts it in the workplace and returns when it serves. */
  public static ObjectStorage start(Workplace workplace) {
    int port = FreePorts.next();
    Path directory = workplace.directory().resolve("s3");
    Path credentials = workplace.directory().resolve("s3.credentials");
    try {
      Files.writeString(
          credentials, "access-key=" + ACCESS_KEY + "\nsecret-key=" + SECRET_KEY + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + credentials, e);
    }
    var process =
        workplace.start(
            new ChildJvm.Launch(
                "s3",
                ObjectStoreProcess.class,
                List.of("-Xmx1g", ChildJvm.LOGGING),
                List.of(
                    String.valueOf(ProcessHandle.current().pid()),
                    directory.toString(),
                    String.valueOf(port),
                    credentials.toString(),
                    BUCKET)));
    process.awaitPort(port);
    var endpoint = URI.create("http://127.0.0.1:" + port);
    return new ObjectStorage(
        process,
        new S3Settings(endpoint, null, BUCKET, true, ACCESS_KEY, SECRET_KEY, null),
        directory.resolve(BUCKET));
  }

  /** How to reach it. */
  public S3Settings settings() {
    return settings;
  }

  /** Where it keeps each object as a file of its name. */
  public Path directory() {
    return directory;
  }

  @Override
  public void close() {
    process.close();
  }
}

package org.keyferry.edge.store;

import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The contract, kept by SeaweedFS. */
@Tag("containers")
@Testcontainers
class ContainerStoreTest implements ObjectStoreContract {
  private static final int S3_PORT = 8333;
  private static final String ACCESS_KEY = "contract-access-key";
  private static final String SECRET_KEY = "contract-secret-key";
  private static final String BUCKET = "contract";

  private static final String IDENTITY =
      """
      {"identities": [{"name": "contract", "actions": ["Admin", "Read", "Write", "List"],
        "credentials": [{"accessKey": "%s", "secretKey": "%s"}]}]}
      """
          .formatted(ACCESS_KEY, SECRET_KEY);

  @Container
  private static final GenericContainer<?> SERVER =
      new GenericContainer<>("chrislusf/seaweedfs:4.44")
          .withCopyToContainer(Transferable.of(IDENTITY), "/etc/s3.json")
          .withCommand("server", "-s3", "-s3.config=/etc/s3.json", "-dir=/data")
          .withExposedPorts(S3_PORT)
          .waitingFor(Wait.forListeningPort());

  private static S3Connection connection;
  private static ObjectStore store;

  @BeforeAll
  static void prove() throws Exception {
    var endpoint = URI.create("http://" + SERVER.getHost() + ":" + SERVER.getMappedPort(S3_PORT));
    MinioClient admin =
        MinioClient.builder()
            .endpoint(endpoint.toURL())
            .credentials(ACCESS_KEY, SECRET_KEY)
            .build();
    try {
      admin.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
    } finally {
      admin.close();
    }
    connection =
        S3Connection.open(
            new S3Settings(endpoint, null, BUCKET, true, ACCESS_KEY, SECRET_KEY, null));
    store = new StoreProbe(connection::objects, "the container's store").prove("probe/contract");
  }

  @AfterAll
  static void disconnect() {
    connection.close();
  }

  @Override
  public ObjectStore store() {
    return store;
  }
}

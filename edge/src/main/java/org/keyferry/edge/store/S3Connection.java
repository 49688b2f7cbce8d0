package org.keyferry.edge.store;

import io.minio.MinioAsyncClient;
import io.minio.MinioClient;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.keyferry.wire.settings.InvalidSetting;

/**
 * Connections to an S3 service, kept open between requests.
 *
 * <p>in: {@code keyferry.s3}; out: {@link S3ObjectStore}
 */
public final class S3Connection implements AutoCloseable {
  /** Requests at once; more wait for their turn. */
  private static final int CONCURRENT_REQUESTS = 256;

  private static final int IDLE_CONNECTIONS = 32;
  private static final int IDLE_SECONDS = 60;

  private final MinioClient client;
  private final MinioAsyncClient contents;
  private final S3Settings settings;

  private S3Connection(MinioClient client, MinioAsyncClient contents, S3Settings settings) {
    this.client = client;
    this.contents = contents;
    this.settings = settings;
  }

  /**
   * A connection as the settings say. Nothing is sent yet.
   *
   * @throws InvalidSetting if there are no credentials
   */
  public static S3Connection open(S3Settings settings) {
    InvalidSetting.unless(
        settings.accessKey() != null && settings.secretKey() != null,
        "keyferry.s3.access-key and keyferry.s3.secret-key",
        "both set",
        settings.accessKey() == null ? "no access key" : "no secret key");
    HttpUrl endpoint = HttpUrl.parse(settings.endpoint().toString());
    InvalidSetting.unless(
        endpoint != null, "keyferry.s3.endpoint", "a URL with a host", settings.endpoint());
    OkHttpClient http = httpClient(settings);
    MinioClient client =
        MinioClient.builder()
            .endpoint(endpoint)
            .region(settings.region())
            .credentials(settings.accessKey(), settings.secretKey())
            .httpClient(http, true)
            .build();
    if (settings.pathStyle()) {
      client.disableVirtualStyleEndpoint();
    } else {
      client.enableVirtualStyleEndpoint();
    }
    return new S3Connection(client, contents(settings, endpoint, http), settings);
  }

  /** Only this one of the client's faces knows of uploads in parts. */
  private static MinioAsyncClient contents(
      S3Settings settings, HttpUrl endpoint, OkHttpClient http) {
    MinioAsyncClient contents =
        MinioAsyncClient.builder()
            .endpoint(endpoint)
            .region(settings.region())
            .credentials(settings.accessKey(), settings.secretKey())
            .httpClient(http)
            .build();
    if (settings.pathStyle()) {
      contents.disableVirtualStyleEndpoint();
    } else {
      contents.enableVirtualStyleEndpoint();
    }
    return contents;
  }

  private static OkHttpClient httpClient(S3Settings settings) {
    var dispatcher = new Dispatcher(Executors.newVirtualThreadPerTaskExecutor());
    dispatcher.setMaxRequests(CONCURRENT_REQUESTS);
    dispatcher.setMaxRequestsPerHost(CONCURRENT_REQUESTS);
    return new OkHttpClient.Builder()
        .protocols(List.of(Protocol.HTTP_1_1))
        .socketFactory(new NoDelaySocketFactory())
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
        .connectTimeout(settings.timeout())
        .readTimeout(settings.timeout())
        .writeTimeout(settings.timeout())
        .addInterceptor(PreconditionFailed::check)
        .addInterceptor(StoreBusy::check)
        .build();
  }

  /**
   * The objects of the bucket, with quoted ETags in conditions; {@link StoreProbe} knows better.
   */
  public S3ObjectStore objects() {
    return objects(EtagForm.QUOTED);
  }

  /** The objects of the bucket, with ETags in conditions written in the given form. */
  public S3ObjectStore objects(EtagForm etags) {
    return new S3ObjectStore(client, settings.bucket(), etags);
  }

  /** Everything that the bucket keeps, also what is deleted or was never finished. */
  public StoreContents contents() {
    return new S3Contents(contents, settings.bucket());
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 client did not close", e);
    }
  }
}

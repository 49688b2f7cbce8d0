package org.keyferry.edge.store;

import io.minio.Checksum;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MinioClient;
import io.minio.ObjectWriteArgs;
import io.minio.PutObjectArgs;
import io.minio.PutObjectBaseArgs;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * The objects of one bucket of an S3 service, by MinIO's client.
 *
 * <p>Every PUT is a single request, because conditions do not hold for an upload in parts.
 *
 * <p>in: names and bytes; out: requests to the store
 */
public final class S3ObjectStore implements ObjectStore {
  private static final long SMALLEST_PART = ObjectWriteArgs.MIN_MULTIPART_SIZE;

  /**
   * A busy store is asked again here and not by whoever stores a batch: that takes many requests,
   * and if all began anew with each refusal, a store that refuses every fifth would never have one.
   */
  private static final RetryTemplate WHILE_BUSY =
      new RetryTemplate(
          RetryPolicy.builder()
              .predicate(failure -> S3Failure.causeOf(failure) instanceof StoreBusy)
              .maxRetries(5)
              .delay(Duration.ofMillis(50))
              .multiplier(2)
              .build());

  private final MinioClient client;
  private final String bucket;
  private final EtagForm etags;

  S3ObjectStore(MinioClient client, String bucket, EtagForm etags) {
    this.client = client;
    this.bucket = bucket;
    this.etags = etags;
  }

  @Override
  public Stored putIfAbsent(String name, Content content) throws IOException {
    return put(name, content, Map.of("If-None-Match", "*"));
  }

  @Override
  public Stored putIfMatch(String name, String etag, Content content) throws IOException {
    return put(name, content, Map.of("If-Match", etags.header(etag)));
  }

  private Stored put(String name, Content content, Map<String, String> condition)
      throws IOException {
    try {
      return new Stored.Written(attempt("PUT", name, () -> write(name, content, condition)));
    } catch (MissingObject | PreconditionFailed e) {
      return new Stored.Refused();
    }
  }

  private String write(String name, Content content, Map<String, String> condition)
      throws MinioException, IOException {
    if (content.bytes() instanceof Content.FileBytes file) {
      var args =
          common(UploadObjectArgs.builder(), name, content, condition)
              .contentType(content.contentType())
              .filename(file.path().toString(), partFor(content))
              .build();
      return client.uploadObject(args).etag();
    }
    byte[] bytes = readAll(content);
    var args =
        common(PutObjectArgs.builder(), name, content, condition)
            .contentType(content.contentType())
            .data(bytes, bytes.length)
            .build();
    return client.putObject(args).etag();
  }

  private <B extends PutObjectBaseArgs.Builder<B, A>, A extends PutObjectBaseArgs> B common(
      B builder, String name, Content content, Map<String, String> condition) {
    return builder
        .bucket(bucket)
        .object(name)
        .headers(Map.of("Cache-Control", content.cacheControl()))
        .extraHeaders(condition)
        // Not the CRC32C that is usual: the client computes it in a loop of its own.
        .checksum(Checksum.Algorithm.CRC32)
        .userMetadata(content.metadata());
  }

  private static long partFor(Content content) {
    return Math.max(SMALLEST_PART, content.size() + 1);
  }

  private static byte[] readAll(Content content) throws IOException {
    try (InputStream bytes = content.bytes().open()) {
      return bytes.readAllBytes();
    }
  }

  @Override
  public Optional<StoredObject> get(String name) throws IOException {
    return fetch(name, GetObjectArgs.builder().bucket(bucket).object(name).build());
  }

  @Override
  public Optional<StoredObject> get(String name, long offset, long length) throws IOException {
    return fetch(
        name,
        GetObjectArgs.builder().bucket(bucket).object(name).offset(offset).length(length).build());
  }

  private Optional<StoredObject> fetch(String name, GetObjectArgs args) throws IOException {
    try {
      GetObjectResponse response = attempt("GET", name, () -> client.getObject(args));
      return Optional.of(new StoredObject(AnswerHeaders.head(response.headers()), response));
    } catch (MissingObject e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<ObjectHead> head(String name) throws IOException {
    var args = StatObjectArgs.builder().bucket(bucket).object(name).build();
    try {
      return Optional.of(
          AnswerHeaders.head(attempt("HEAD", name, () -> client.statObject(args)).headers()));
    } catch (MissingObject e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    var args = ListObjectsArgs.builder().bucket(bucket).prefix(prefix).recursive(true).build();
    return attempt(
        "list",
        prefix,
        () -> {
          var names = new ArrayList<String>();
          for (var item : client.listObjects(args)) {
            names.add(item.get().objectName());
          }
          names.sort(null);
          return names;
        });
  }

  @Override
  public void delete(String name) throws IOException {
    var args = RemoveObjectArgs.builder().bucket(bucket).object(name).build();
    try {
      attempt(
          "DELETE",
          name,
          () -> {
            client.removeObject(args);
            return name;
          });
    } catch (MissingObject e) {
      // It is gone, as asked; some stores say so.
      return;
    }
  }

  private <T> T attempt(String action, String name, Request<T> request) throws IOException {
    try {
      return WHILE_BUSY.execute(request::send);
    } catch (RetryException e) {
      throw failed(action, name, e.getCause());
    }
  }

  private IOException failed(String action, String name, Throwable cause) {
    return switch (cause) {
      case IOException failure -> failure;
      // The client wraps a broken connection in an unchecked exception.
      case MinioException _, IllegalStateException _, CompletionException _ ->
          S3Failure.translated(action, bucket + "/" + name, cause);
      case RuntimeException mistake -> throw mistake;
      default -> throw new IllegalStateException(action + " " + name, cause);
    };
  }

  /** One request to the store. */
  private interface Request<T> {
    T send() throws MinioException, IOException;
  }
}

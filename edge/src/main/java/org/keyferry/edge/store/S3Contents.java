package org.keyferry.edge.store;

import io.minio.AbortMultipartUploadArgs;
import io.minio.ListMultipartUploadsArgs;
import io.minio.ListObjectsArgs;
import io.minio.MinioAsyncClient;
import io.minio.RemoveObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.minio.messages.ListMultipartUploadsResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.keyferry.edge.store.StoredPiece.Kind;

/**
 * Objects, versions and unfinished uploads of one bucket of an S3 service, by MinIO's client.
 *
 * <p>in: prefixes; out: requests to the store
 */
final class S3Contents implements StoreContents {
  private static final String NOT_IMPLEMENTED = "NotImplemented";

  private final MinioAsyncClient client;
  private final String bucket;

  S3Contents(MinioAsyncClient client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  @Override
  public List<StoredPiece> list(String prefix) throws IOException {
    return attempt(
        "list",
        prefix,
        () -> {
          var pieces = new ArrayList<StoredPiece>();
          try {
            addObjects(prefix, true, pieces);
          } catch (ErrorResponseException e) {
            if (!NOT_IMPLEMENTED.equals(e.errorResponse().code())) {
              throw e;
            }
            // A store that knows of no versions has none.
            addObjects(prefix, false, pieces);
          }
          addUploads(prefix, pieces);
          return pieces;
        });
  }

  private void addObjects(String prefix, boolean versions, List<StoredPiece> pieces)
      throws MinioException {
    var args =
        ListObjectsArgs.builder()
            .bucket(bucket)
            .prefix(prefix)
            .recursive(true)
            .includeVersions(versions)
            .build();
    for (var result : client.listObjects(args)) {
      Item item = result.get();
      boolean isCurrent = !versions || (item.isLatest() && !item.isDeleteMarker());
      Kind kind = isCurrent ? Kind.OBJECT : Kind.OLD_VERSION;
      pieces.add(
          new StoredPiece(
              kind, item.objectName(), item.versionId(), item.lastModified().toInstant()));
    }
  }

  private void addUploads(String prefix, List<StoredPiece> pieces) {
    ListMultipartUploadsResult page;
    var args = ListMultipartUploadsArgs.builder().bucket(bucket).prefix(prefix);
    do {
      page = client.listMultipartUploads(args.build()).join().result();
      for (var upload : page.uploads()) {
        pieces.add(
            new StoredPiece(
                Kind.UNFINISHED_UPLOAD,
                upload.objectName(),
                upload.uploadId(),
                upload.initiated().toInstant()));
      }
      args.keyMarker(page.nextKeyMarker()).uploadIdMarker(page.nextUploadIdMarker());
    } while (page.isTruncated());
  }

  @Override
  public void remove(StoredPiece piece) throws IOException {
    try {
      attempt(
          "DELETE",
          piece.name(),
          () ->
              piece.kind() == Kind.UNFINISHED_UPLOAD
                  ? client.abortMultipartUpload(upload(piece)).join()
                  : client.removeObject(version(piece)).join());
    } catch (MissingObject e) {
      // It is gone, as asked; some stores say so.
      return;
    }
  }

  private AbortMultipartUploadArgs upload(StoredPiece piece) {
    return AbortMultipartUploadArgs.builder()
        .bucket(bucket)
        .object(piece.name())
        .uploadId(piece.id())
        .build();
  }

  private RemoveObjectArgs version(StoredPiece piece) {
    return RemoveObjectArgs.builder()
        .bucket(bucket)
        .object(piece.name())
        .versionId(piece.id())
        .build();
  }

  private <T> T attempt(String action, String name, Request<T> request) throws IOException {
    try {
      return request.send();
    } catch (MinioException | IllegalStateException | CompletionException e) {
      // The client wraps a broken connection in an unchecked exception.
      throw S3Failure.translated(action, bucket + "/" + name, e);
    }
  }

  /** Requests to the store. */
  private interface Request<T> {
    T send() throws MinioException;
  }
}

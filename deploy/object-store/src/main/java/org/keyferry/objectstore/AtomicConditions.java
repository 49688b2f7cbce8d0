package org.keyferry.objectstore;

import java.io.InputStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Makes {@code If-Match} as atomic as S3 has it. The server compares the tag before it takes the
 * object, so that several writers that know the same tag could all be let through.
 */
final class AtomicConditions extends ForwardingBlobStore {
  private static final int PRECONDITION_FAILED = 412;

  private final Object oneAtATime = new Object();

  AtomicConditions(BlobStore objects) {
    super(objects);
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream bytes) {
    if (request.ifMatch() == null) {
      return super.putBlob(request, bytes);
    }
    synchronized (oneAtATime) {
      if (!unquoted(request.ifMatch()).equals(unquoted(tag(request)))) {
        throw S3Exception.builder().statusCode(PRECONDITION_FAILED).build();
      }
      return super.putBlob(request, bytes);
    }
  }

  private String tag(PutObjectRequest request) {
    var object = HeadObjectRequest.builder().bucket(request.bucket()).key(request.key()).build();
    return delegate().blobMetadata(object).eTag();
  }

  private static String unquoted(String tag) {
    return tag.replace("\"", "");
  }
}

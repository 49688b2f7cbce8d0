package org.keyferry.edge.store;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * The store answered 412. Caught before the S3 client reads the answer, because stores differ in
 * what they put into its body.
 */
final class PreconditionFailed extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int STATUS = 412;

  private PreconditionFailed() {
    super("412 Precondition Failed");
  }

  /** Turns the status into the exception. */
  static Response check(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.code() == STATUS) {
      response.close();
      throw new PreconditionFailed();
    }
    return response;
  }
}

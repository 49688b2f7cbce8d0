package org.keyferry.edge.store;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * The store answered 503: it did nothing, and wants to be asked again. Caught before the S3 client
 * reads the answer, which may have no body.
 */
final class StoreBusy extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int STATUS = 503;

  private StoreBusy() {
    super("503 Service Unavailable");
  }

  /** Turns the status into the exception. */
  static Response check(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    if (response.code() == STATUS) {
      response.close();
      throw new StoreBusy();
    }
    return response;
  }
}

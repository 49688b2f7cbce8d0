package org.keyferry.origin;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.keyferry.origin.address.Address;
import org.keyferry.origin.answer.AnswerHeaders;
import org.keyferry.origin.kept.StoreAway;

/**
 * How an answer ends: it is counted, and a store that fails is told. Where no byte is sent yet the
 * client is told to come again; else only a broken connection tells it that they are not all.
 */
final class Outcome extends Callback.Nested {
  private final Address address;
  private final Response response;
  private final AnswerHeaders headers;
  private final OriginWatch watch;

  Outcome(
      Address address,
      Response response,
      Callback callback,
      AnswerHeaders headers,
      OriginWatch watch) {
    super(callback);
    this.address = address;
    this.response = response;
    this.headers = headers;
    this.watch = watch;
  }

  @Override
  public void succeeded() {
    watch.metrics().answered(address, response.getStatus());
    super.succeeded();
  }

  @Override
  public void failed(Throwable failure) {
    if (failure instanceof StoreAway away) {
      watch.failures().note(away);
      if (!response.isCommitted()) {
        response.reset();
        headers.refuse(response, HttpStatus.SERVICE_UNAVAILABLE_503);
        succeeded();
        return;
      }
    }
    watch.metrics().answered(address, response.getStatus());
    super.failed(failure);
  }
}

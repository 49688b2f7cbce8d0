package org.keyferry.origin;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.keyferry.origin.answer.AnswerHeaders;

/**
 * Where requests come in, on the thread that waits for all connections: nothing here may wait. All
 * but those of the actuator are answered here, ahead of servlets.
 *
 * <p>in: requests of anybody; out: those of the actuator, on other threads
 */
final class Entrance extends Handler.Wrapper {
  private static final String ACTUATOR = "/actuator";

  private final PublicObjects objects;
  private final ClientShares shares;
  private final AnswerHeaders headers;

  /**
   * @param servlets have the actuator
   */
  Entrance(Handler servlets, PublicObjects objects, ClientShares shares, AnswerHeaders headers) {
    super(servlets);
    this.objects = objects;
    this.shares = shares;
    this.headers = headers;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = request.getHttpURI().getPath();
    if (path != null && path.startsWith(ACTUATOR)) {
      Executor threads = request.getComponents().getExecutor();
      threads.execute(() -> pass(request, response, callback));
      return true;
    }
    InetAddress client = client(request);
    if (!shares.enter(client)) {
      headers.refuse(response, HttpStatus.TOO_MANY_REQUESTS_429);
      callback.succeeded();
      return true;
    }
    objects.answer(request, response, Callback.from(callback, () -> shares.leave(client)));
    return true;
  }

  private void pass(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      }
    } catch (Exception e) {
      Response.writeError(request, response, callback, e);
    }
  }

  private static InetAddress client(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress address
        ? address.getAddress()
        : InetAddress.getLoopbackAddress();
  }
}

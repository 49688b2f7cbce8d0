package org.keyferry.client.fetch;

import com.google.protobuf.ByteString;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/**
 * As much of a body as came before it ended, or broke, or was too large.
 *
 * @param bytes from its beginning on
 * @param isWhole whether it came to its end
 * @param isTooLarge whether there were more than wanted
 */
record ReceivedBody(ByteString bytes, boolean isWhole, boolean isTooLarge) {

  /** Takes a body; a connection that breaks is no error here, as the rest can be asked for. */
  static final class Receiver implements BodySubscriber<ReceivedBody> {
    private final int most;
    private final ByteString.Output received = ByteString.newOutput();
    private final CompletableFuture<ReceivedBody> body = new CompletableFuture<>();
    private Subscription subscription;

    Receiver(int most) {
      this.most = most;
    }

    @Override
    public CompletionStage<ReceivedBody> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Subscription begun) {
      subscription = begun;
      begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
      for (ByteBuffer part : parts) {
        if (received.size() + (long) part.remaining() > most) {
          subscription.cancel();
          body.complete(new ReceivedBody(ByteString.EMPTY, false, true));
          return;
        }
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        received.write(bytes, 0, bytes.length);
      }
    }

    @Override
    public void onError(Throwable failure) {
      body.complete(new ReceivedBody(received.toByteString(), false, false));
    }

    @Override
    public void onComplete() {
      body.complete(new ReceivedBody(received.toByteString(), true, false));
    }
  }
}

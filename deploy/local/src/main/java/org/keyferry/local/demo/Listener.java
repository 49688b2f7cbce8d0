package org.keyferry.local.demo;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.keyferry.client.PollResult;
import org.keyferry.client.ReferenceClient;
import org.keyferry.client.follow.FeedAddress;
import org.keyferry.client.follow.ReceivedFile;
import org.keyferry.client.follow.Receiver;
import org.keyferry.wire.filter.ExposureFilter;
import org.keyferry.wire.key.Region;

/**
 * One phone that looks for exposures in one way. For one thread.
 *
 * @param person whose it is
 * @param client fetches and verifies
 * @param matching finds exposures
 */
record Listener(Person person, ReferenceClient client, Design.Matching matching) {

  /**
   * Fetches what is new in every region in which its person was, and matches.
   *
   * @param directory where regions are
   * @param clock what time it is
   * @param witness is shown each file, too
   */
  Map<Region, PollResult> poll(
      Function<Region, Optional<FeedAddress>> directory,
      InstantSource clock,
      Consumer<ReceivedFile> witness)
      throws IOException, InterruptedException {
    return client.poll(
        person.followed(clock.instant()), directory, new Witnessed(matching.receiver(), witness));
  }

  /** Whether it has found an exposure. */
  boolean isWarned() {
    return matching.matches().count() > 0;
  }

  private record Witnessed(Receiver receiver, Consumer<ReceivedFile> witness) implements Receiver {
    @Override
    public void received(ReceivedFile file) throws IOException {
      receiver.received(file);
      witness.accept(file);
    }

    @Override
    public void filter(Region region, String name, ExposureFilter filter) throws IOException {
      receiver.filter(region, name, filter);
    }

    @Override
    public void startOver(Region region) throws IOException {
      receiver.startOver(region);
    }
  }
}

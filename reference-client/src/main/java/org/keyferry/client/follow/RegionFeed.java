package org.keyferry.client.follow;

import java.io.IOException;
import org.keyferry.client.trust.AttackDetected;

/** One region's feed as one phone follows it, whatever the vendor of the backend. */
public interface RegionFeed {

  /**
   * Fetches what is new since the last time, in the order of time.
   *
   * <p>A poll that ends early leaves the list unread: what was processed is remembered, and the
   * next poll goes on behind it.
   *
   * @throws AttackDetected if there is something not to be believed
   * @throws IOException if the origin can't be asked, or the app fails
   */
  Poll poll(Receiver receiver) throws IOException, InterruptedException, AttackDetected;
}

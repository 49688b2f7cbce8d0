package org.keyferry.client.follow;

import java.io.IOException;
import org.keyferry.wire.filter.ExposureFilter;
import org.keyferry.wire.key.Region;

/** The part of an app that matches. When it returns, what it was given counts as processed. */
public interface Receiver {

  /** Verified keys, each of a region once. */
  void received(ReceivedFile file) throws IOException;

  /**
   * The filter of a batch, for designs that have one; before the batch itself, if that is fetched.
   */
  default void filter(Region region, String name, ExposureFilter filter) throws IOException {}

  /**
   * A batch was withdrawn or corrected: what was received of the region counts no more, and all
   * that still stands comes again.
   */
  default void startOver(Region region) throws IOException {}
}

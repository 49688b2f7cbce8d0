package org.keyferry.client.design;

import com.google.protobuf.ByteString;
import org.keyferry.client.follow.ReceivedFile;
import org.keyferry.client.follow.Receiver;
import org.keyferry.wire.filter.ExposureFilter;
import org.keyferry.wire.key.Region;

/**
 * Filters alone: each item that was heard is looked up. All hits are found, not only the first, as
 * a risk is the sum of encounters; a hit may be wrong as rarely as the filter's fingerprints say.
 */
public final class FilterMatcher implements Receiver {
  private final HeardItems heard;
  private final Matches matches = new Matches();

  public FilterMatcher(HeardItems heard) {
    this.heard = heard;
  }

  @Override
  public void filter(Region region, String name, ExposureFilter filter) {
    heard
        .items()
        .filter(filter::mightContain)
        .forEach(item -> matches.add(region, ByteString.copyFrom(item)));
  }

  @Override
  public void received(ReceivedFile file) {
    // The design fetches no keys.
  }

  @Override
  public void startOver(Region region) {
    matches.startOver(region);
  }

  /** What was found so far. */
  public Matches matches() {
    return matches;
  }
}

package org.keyferry.client.design;

import java.util.function.Function;
import org.keyferry.client.follow.ReceivedFile;
import org.keyferry.client.follow.Receiver;
import org.keyferry.client.gaen.DerivedKey;
import org.keyferry.client.gaen.HeardBeacons;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;

/**
 * The key list: each temporary exposure key becomes its identifiers, which are compared with what
 * was heard.
 */
public final class KeyMatcher implements Receiver {
  private final HeardBeacons heard;
  private final Function<DiagnosisKey, DerivedKey> derivation;
  private final Matches matches = new Matches();

  public KeyMatcher(HeardBeacons heard) {
    this(heard, DerivedKey::of);
  }

  /**
   * @param derivation what follows from a key, which simulated phones may share
   */
  public KeyMatcher(HeardBeacons heard, Function<DiagnosisKey, DerivedKey> derivation) {
    this.heard = heard;
    this.derivation = derivation;
  }

  @Override
  public void received(ReceivedFile file) {
    for (DiagnosisKey key : file.keys()) {
      if (heard.wasHeard(derivation.apply(key))) {
        matches.add(file.region(), key.key().toByteString());
      }
    }
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

package org.keyferry.client.design;

import java.util.Optional;
import java.util.function.Function;
import org.keyferry.client.follow.ReceivedFile;
import org.keyferry.client.follow.Receiver;
import org.keyferry.client.gaen.DerivedKey;
import org.keyferry.client.gaen.HeardBeacons;
import org.keyferry.wire.filter.ExposureFilter;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;

/**
 * Filter, then list: the filter spares the work of deriving identifiers, and nothing else. The keys
 * are fetched whether it hits or not, so nobody sees from outside who had a hit.
 */
public final class FilterAndListMatcher implements Receiver {
  private final HeardItems items;
  private final KeyMatcher keys;
  private Optional<ExposureFilter> filter = Optional.empty();
  private int skipped;

  public FilterAndListMatcher(HeardBeacons heard) {
    this(heard, DerivedKey::of);
  }

  /**
   * @param derivation what follows from a key, which simulated phones may share
   */
  public FilterAndListMatcher(HeardBeacons heard, Function<DiagnosisKey, DerivedKey> derivation) {
    this.items = HeardItems.of(heard);
    this.keys = new KeyMatcher(heard, derivation);
  }

  @Override
  public void filter(Region region, String name, ExposureFilter ofNextFile) {
    filter = Optional.of(ofNextFile);
  }

  @Override
  public void received(ReceivedFile file) {
    boolean mayMatch = filter.map(each -> items.items().anyMatch(each::mightContain)).orElse(true);
    filter = Optional.empty();
    if (mayMatch) {
      keys.received(file);
    } else {
      skipped++;
    }
  }

  @Override
  public void startOver(Region region) {
    keys.startOver(region);
  }

  /** How many files needed no work. */
  public int skipped() {
    return skipped;
  }

  /** What was found so far. */
  public Matches matches() {
    return keys.matches();
  }
}

package org.keyferry.local.inspect;

import java.util.ArrayList;
import java.util.List;
import org.keyferry.wire.export.KeyConsumer;
import org.keyferry.wire.key.DiagnosisKey;

/** Keeps the keys of a file if they are wanted. */
public final class InspectedKeys implements KeyConsumer {
  private final boolean wanted;
  private final List<InspectedKey> keys = new ArrayList<>();

  /**
   * @param wanted whether to keep them
   */
  public InspectedKeys(boolean wanted) {
    this.wanted = wanted;
  }

  @Override
  public void key(DiagnosisKey key) {
    add(key, false);
  }

  @Override
  public void revisedKey(DiagnosisKey key) {
    add(key, true);
  }

  private void add(DiagnosisKey key, boolean revised) {
    if (wanted) {
      keys.add(InspectedKey.of(key, revised));
    }
  }

  /** Those that were kept, or null if none were wanted. */
  public List<InspectedKey> all() {
    return wanted ? List.copyOf(keys) : null;
  }
}

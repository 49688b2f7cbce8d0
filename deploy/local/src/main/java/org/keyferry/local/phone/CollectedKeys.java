package org.keyferry.local.phone;

import java.util.ArrayList;
import java.util.List;
import org.keyferry.wire.export.KeyConsumer;
import org.keyferry.wire.key.DiagnosisKey;

/** Keeps the keys of one file until it is verified. */
public final class CollectedKeys implements KeyConsumer {
  private final List<DiagnosisKey> keys = new ArrayList<>();

  @Override
  public void key(DiagnosisKey key) {
    keys.add(key);
  }

  @Override
  public void revisedKey(DiagnosisKey key) {
    keys.add(key);
  }

  /** All of them, in the order of the file. */
  public List<DiagnosisKey> all() {
    return List.copyOf(keys);
  }
}

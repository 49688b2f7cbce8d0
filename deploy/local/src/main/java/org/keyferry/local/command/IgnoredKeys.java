package org.keyferry.local.command;

import org.keyferry.wire.export.KeyConsumer;
import org.keyferry.wire.key.DiagnosisKey;

/** For readers that want to know of a file and not of its keys. */
final class IgnoredKeys implements KeyConsumer {
  @Override
  public void key(DiagnosisKey key) {
    // Not wanted.
  }

  @Override
  public void revisedKey(DiagnosisKey key) {
    // Not wanted.
  }
}

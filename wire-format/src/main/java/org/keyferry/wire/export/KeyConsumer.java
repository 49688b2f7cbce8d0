package org.keyferry.wire.export;

import org.keyferry.wire.key.DiagnosisKey;

/** Takes the keys of a file, in its order, while it is read and before it is verified. */
public interface KeyConsumer {

  /** A key of the main list. */
  void key(DiagnosisKey key);

  /** A revised key: it replaces what earlier files said of it. */
  void revisedKey(DiagnosisKey key);
}

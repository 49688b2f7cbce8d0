package org.keyferry.exporter.sign;

import java.io.IOException;
import java.util.Map;
import org.keyferry.event.v1.SigningTermChange;
import org.keyferry.wire.export.SigningKeyId;

/** What operators decided of signing keys. */
@FunctionalInterface
public interface SigningChanges {
  /** All that was decided up to now, by key. */
  Map<SigningKeyId, SigningTermChange> read() throws IOException;
}

package org.keyferry.wire.export;

import java.io.IOException;

/** Takes the fields of each key as they are decoded; the instance is used again for the next. */
interface KeyFieldsConsumer {
  void key(KeyFields key) throws IOException;

  void revisedKey(KeyFields key) throws IOException;
}

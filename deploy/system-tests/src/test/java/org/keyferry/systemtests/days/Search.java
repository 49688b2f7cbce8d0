package org.keyferry.systemtests.days;

import java.io.IOException;
import java.io.InputStream;

/** Looks for something in any bytes. */
public interface Search {
  /** Whether it is in what can be read, to its end. */
  boolean finds(InputStream bytes) throws IOException;
}

package org.keyferry.systemtests.days;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.keyferry.systemtests.download.KeyBytes;

/**
 * Finds keys in any bytes, by the last eight of theirs: a table file of a store leaves out what an
 * entry's key has in common with the one before it.
 */
public final class KeySearch implements Search {
  private static final int BUFFER = 1 << 16;
  private static final int LOW_BITS = 0xFFFF;

  private final Set<Long> ends = new HashSet<>();
  private final BitSet lowBits = new BitSet(LOW_BITS + 1);

  public KeySearch(Set<KeyBytes> keys) {
    for (KeyBytes key : keys) {
      ends.add(key.low());
      lowBits.set((int) key.low() & LOW_BITS);
    }
  }

  @Override
  public boolean finds(InputStream bytes) throws IOException {
    var input = new BufferedInputStream(bytes, BUFFER);
    long last = 0;
    boolean found = false;
    for (int next = input.read(); next >= 0; next = input.read()) {
      last = last << Byte.SIZE | next;
      found |= lowBits.get((int) last & LOW_BITS) && ends.contains(last);
    }
    return found;
  }
}

package org.keyferry.client.design;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.keyferry.wire.key.Region;

/** What was found to have been near, by the region that told of it. For one thread. */
public final class Matches {
  private final Map<Region, Set<ByteString>> found = new HashMap<>();

  /** A key, seed or report whose phone was near. The same one counts once. */
  void add(Region region, ByteString key) {
    found.computeIfAbsent(region, first -> new HashSet<>()).add(key);
  }

  /** What the region told counts no more. */
  void startOver(Region region) {
    found.remove(region);
  }

  /** How many there are. */
  public int count() {
    return found.values().stream().mapToInt(Set::size).sum();
  }

  @Override
  public String toString() {
    return "Matches[" + count() + "]";
  }
}

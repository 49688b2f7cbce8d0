package org.keyferry.federation.gateway.feed;

import java.util.Locale;

/** What has become of a chunk. */
enum ChunkState {
  /** It is a file. */
  PUBLISHED,
  /** Nothing was due. */
  EMPTY,
  /** It was a file, and operators took it back. */
  WITHDRAWN;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

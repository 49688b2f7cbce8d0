package org.keyferry.wire.feed;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The lists of {@link FeedSources}, made so that a look-up costs the same whatever their length.
 */
public final class SourceFilter {
  private final Map<String, Set<String>> included;
  private final Map<String, Set<String>> excluded;
  private final Set<String> excludedOrigins;

  /** The filter of these lists. */
  public SourceFilter(FeedSources from) {
    included = byPeer(from.includeOrigins(), from.includeRemote());
    excluded = byPeer(from.excludeOrigins(), from.excludeRemote());
    excludedOrigins = Set.copyOf(from.excludeOrigins());
  }

  private static Map<String, Set<String>> byPeer(
      List<String> origins, Collection<RemoteSource> sources) {
    var byPeer = new HashMap<String, Set<String>>();
    byPeer.put(RemoteSource.ANY, new HashSet<>(origins));
    for (RemoteSource source : sources) {
      byPeer.computeIfAbsent(source.peer(), peer -> new HashSet<>()).add(source.origin());
    }
    return byPeer;
  }

  /** Whether local keys of that origin are taken: unless they are excluded. */
  public boolean takesLocal(String origin) {
    return !names(excludedOrigins, origin);
  }

  /** Whether remote keys of that origin are taken from that peer: if included and not excluded. */
  public boolean takesRemote(String peer, String origin) {
    return names(included, peer, origin) && !names(excluded, peer, origin);
  }

  private static boolean names(Map<String, Set<String>> byPeer, String peer, String origin) {
    return names(byPeer.getOrDefault(peer, Set.of()), origin)
        || names(byPeer.getOrDefault(RemoteSource.ANY, Set.of()), origin);
  }

  private static boolean names(Set<String> origins, String origin) {
    return origins.contains(origin) || origins.contains(RemoteSource.ANY);
  }
}

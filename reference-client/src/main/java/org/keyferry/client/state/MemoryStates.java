package org.keyferry.client.state;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keyferry.client.trust.Trail;
import org.keyferry.wire.key.Region;

/** Remembers until the process ends. For one thread. */
public class MemoryStates implements StateStore {
  private final Map<Region, RegionState> states = new LinkedHashMap<>();
  private Optional<Trail> authorities = Optional.empty();
  private Optional<String> authoritiesDocument = Optional.empty();
  private DayBytes traffic = DayBytes.NONE;

  @Override
  public RegionState read(Region region) {
    return states.getOrDefault(region, RegionState.NEW);
  }

  @Override
  public void write(Region region, RegionState state) throws IOException {
    states.put(region, state);
  }

  @Override
  public Set<Region> regions() {
    return Set.copyOf(states.keySet());
  }

  @Override
  public void forget(Region region) throws IOException {
    states.remove(region);
  }

  @Override
  public Optional<Trail> authorities() {
    return authorities;
  }

  @Override
  public Optional<String> authoritiesDocument() {
    return authoritiesDocument;
  }

  @Override
  public void writeAuthorities(Trail trail, String signed) throws IOException {
    remember(Optional.of(trail), Optional.of(signed));
  }

  final void remember(Optional<Trail> trail, Optional<String> signed) {
    authorities = trail;
    authoritiesDocument = signed;
  }

  @Override
  public DayBytes traffic() {
    return traffic;
  }

  @Override
  public void writeTraffic(DayBytes now) throws IOException {
    traffic = now;
  }
}

package org.keyferry.client.design;

import com.google.protobuf.ByteString;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Identifiers of DP-3T that a phone heard, and on which days. For one thread. */
public final class HeardIdentifiers {
  private final Map<ByteString, Set<LocalDate>> heard = new HashMap<>();

  /** Remembers one. */
  public void hear(ByteString identifier, LocalDate day) {
    heard.computeIfAbsent(identifier, first -> new HashSet<>()).add(day);
  }

  /** Whether it was heard on that day. */
  boolean contains(ByteString identifier, LocalDate day) {
    return heard.getOrDefault(identifier, Set.of()).contains(day);
  }
}

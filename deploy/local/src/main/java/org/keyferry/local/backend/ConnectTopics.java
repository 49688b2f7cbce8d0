package org.keyferry.local.backend;

import java.util.List;

/** The topics that a Connect worker keeps what it knows in; no key is in them. */
public final class ConnectTopics {
  /** Positions in what is read. */
  static final String OFFSET = "connect.offset";

  /** Properties of connectors. */
  static final String CONFIG = "connect.config";

  /** States of connectors and tasks. */
  static final String STATUS = "connect.status";

  /** All of them. */
  public static final List<String> ALL = List.of(OFFSET, CONFIG, STATUS);

  private ConnectTopics() {}
}

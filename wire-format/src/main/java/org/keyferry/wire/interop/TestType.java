package org.keyferry.wire.interop;

import java.util.Optional;

/** How the infection was found. */
public enum TestType {
  /** In a laboratory. */
  PCR(1),
  /** By a rapid test that somebody assisted with. */
  LFT(2),
  /** By a rapid test at home. */
  SELF_ASSISTED_LFT(3);

  private final int code;

  TestType(int code) {
    this.code = code;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }

  /** The type of a number, if it has one. */
  public static Optional<TestType> of(int code) {
    for (TestType type : values()) {
      if (type.code == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}

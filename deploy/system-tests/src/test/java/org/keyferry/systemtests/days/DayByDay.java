package org.keyferry.systemtests.days;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.keyferry.systemtests.backend.Backend;

/** A backend that is started each day, and stopped when it has nothing to do any more. */
public final class DayByDay {
  private final Backend backend;
  private final ShiftedDays clock;

  /**
   * @param clock that of the backend
   */
  public DayByDay(Backend backend, ShiftedDays clock) {
    this.backend = backend;
    this.clock = clock;
  }

  /** Everything is started, with the time of the day. */
  public void begin() throws IOException {
    Path temporary = Files.createDirectories(backend.data().resolve("tmp"));
    var environment = new HashMap<>(clock.environment());
    environment.put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    backend.environment(environment);
    backend.startAll();
  }

  /** Returns when there is nothing to do. */
  public void awaitIdle() {
    new Idle(backend.data()).awaitIt();
  }

  /** Everything is stopped, and what changed in files was of that day. */
  public void end() {
    backend.stopAll();
    clock.dateFiles(backend.data());
  }
}

package org.keyferry.local.process;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The launcher, as its children see it: they end when it ends, however that came about. */
final class Parent {
  /** Longest orderly stop of an orphan; after it the JVM halts. */
  private static final long STOP_SECONDS = 30;

  private static final int ORPHANED = 3;

  private Parent() {}

  /** From now on this JVM stops when the process of that id ends, or at once if it is gone. */
  static void follow(String processId) {
    Optional<ProcessHandle> parent = ProcessHandle.of(Long.parseLong(processId));
    Thread.ofPlatform().daemon().name("parent").start(() -> stopAfter(parent));
  }

  private static void stopAfter(Optional<ProcessHandle> parent) {
    parent.ifPresent(handle -> handle.onExit().join());
    CompletableFuture.delayedExecutor(STOP_SECONDS, TimeUnit.SECONDS)
        .execute(() -> Runtime.getRuntime().halt(ORPHANED));
    Runtime.getRuntime().exit(ORPHANED);
  }
}

package org.keyferry.local.process;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs a program that isn't ours and knows nothing of the launcher, and ends with the launcher. It
 * needs nothing but the JDK beside the program's own class path.
 *
 * <p>in: launcher's process id, main class of the program, its arguments; out: what the program
 * does
 */
public final class FollowingMain {
  private FollowingMain() {}

  /**
   * Runs until the program or the launcher ends, or SIGTERM comes.
   *
   * @throws ReflectiveOperationException if there is no such program
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    Parent.follow(args[0]);
    String[] rest = Arrays.copyOfRange(args, 2, args.length);
    try {
      Class.forName(args[1]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(args[1] + " can't go on", e.getCause());
    }
  }
}

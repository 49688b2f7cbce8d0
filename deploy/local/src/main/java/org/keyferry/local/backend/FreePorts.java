package org.keyferry.local.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;

/**
 * Chooses ports that are free, and looks before anything starts whether given ones are.
 *
 * <p>A port that it chooses is below those that systems give to outgoing connections (from 32,768
 * on Linux, from 49,152 elsewhere): one of these could take it before its process listens.
 */
public final class FreePorts {
  private static final int LOWEST = 20_000;
  private static final int BEYOND = 32_768;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /** A port that nothing on this machine uses at the moment, each given out once. */
  public static int next() {
    try (ServerSocket socket = holdAny()) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("could not look for a free port", e);
    }
  }

  /**
   * The same ports, with a free one for each 0.
   *
   * @throws CommandFailure if one is taken; it says which, and how to choose another
   */
  public static Ports require(Ports wanted) {
    return choose(
        wanted,
        (name, port) -> {
          throw new CommandFailure(
              new Problem(
                  "port " + port + " (" + name + ")",
                  "this machine",
                  "a free port",
                  "one that is taken; stop what uses it, or choose another with --"
                      + name
                      + "-port"));
        });
  }

  /** The same ports, with a free one for each 0 and each that is taken. */
  public static Ports preferring(Ports wanted) {
    return choose(wanted, (name, port) -> holdAny());
  }

  @FunctionalInterface
  private interface Taken {
    ServerSocket instead(String name, int port) throws IOException;
  }

  private static Ports choose(Ports wanted, Taken taken) {
    Map<String, Integer> chosen = new LinkedHashMap<>();
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (var port : wanted.byName().entrySet()) {
        ServerSocket socket = holdOr(port.getKey(), port.getValue(), taken);
        held.add(socket);
        chosen.put(port.getKey(), socket.getLocalPort());
      }
      return Ports.of(chosen);
    } catch (IOException e) {
      throw new UncheckedIOException("could not look for free ports", e);
    } finally {
      held.forEach(FreePorts::release);
    }
  }

  private static ServerSocket holdOr(String name, int port, Taken taken) throws IOException {
    try {
      return port == 0 ? holdAny() : hold(port);
    } catch (BindException e) {
      return taken.instead(name, port);
    }
  }

  private static ServerSocket holdAny() throws IOException {
    while (GIVEN.size() < BEYOND - LOWEST) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, BEYOND);
      Optional<ServerSocket> held = GIVEN.add(port) ? holdIfFree(port) : Optional.empty();
      if (held.isPresent()) {
        return held.get();
      }
    }
    throw new BindException("every port from " + LOWEST + " to " + (BEYOND - 1) + " is taken");
  }

  private static Optional<ServerSocket> holdIfFree(int port) throws IOException {
    try {
      return Optional.of(hold(port));
    } catch (BindException e) {
      return Optional.empty();
    }
  }

  private static ServerSocket hold(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not release a port", e);
    }
  }
}

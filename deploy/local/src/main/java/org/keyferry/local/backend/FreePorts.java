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
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;

/** Looks before anything starts whether the ports are free. */
public final class FreePorts {
  private FreePorts() {}

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
    return choose(wanted, (name, port) -> hold(0));
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
      return hold(port);
    } catch (BindException e) {
      return taken.instead(name, port);
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

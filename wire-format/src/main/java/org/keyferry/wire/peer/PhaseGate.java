package org.keyferry.wire.peer;

import java.time.Instant;
import org.keyferry.wire.key.Region;

/**
 * What the phase of an exchange allows. Pure.
 *
 * <table>
 * <caption>Phases</caption>
 * <tr><th></th><th>none</th><th>I</th><th>II</th></tr>
 * <tr><td>it may read feeds</td><td>no</td><td>yes</td><td>yes</td></tr>
 * <tr><td>we read from it, send to it</td><td>no</td><td>yes</td><td>yes</td></tr>
 * <tr><td>keys of persons tested at home</td><td>no</td><td>yes</td><td>yes</td></tr>
 * <tr><td>keys of persons tested while roaming</td><td>no</td><td>no</td><td>yes</td></tr>
 * </table>
 *
 * <p>A person was tested at home if the region whose authority verified the diagnosis is the one
 * whose backend tells the key. A hub tells keys of many regions, each from its own backend: there,
 * the peer's origins are all at home.
 */
public final class PhaseGate {
  private PhaseGate() {}

  /** Whether keys are read from the peer. */
  public static boolean mayPull(Peer peer, Instant at) {
    return peer.isActive(at) && !peer.pulls().isEmpty();
  }

  /** The phase that the exchange with the peer is in: none, where it is not valid at that time. */
  public static Phase phase(Peer peer, Instant at) {
    return peer.isActive(at) ? peer.phase() : Phase.NONE;
  }

  /** With how many peers of the document the exchange is in that phase. */
  public static long peers(PeersDocument document, Phase phase, Instant at) {
    return document.peers().stream().filter(peer -> phase(peer, at) == phase).count();
  }

  /** Whether keys are sent to the peer. */
  public static boolean mayPush(Peer peer, Instant at) {
    return peer.isActive(at) && !peer.pushes().isEmpty();
  }

  /** Whether the peer may read any feed of ours. */
  public static boolean mayRead(Peer peer, Instant at) {
    return peer.isActive(at);
  }

  /**
   * Whether a key of that origin is taken where it is read from the peer.
   *
   * @param origin the region whose authority verified the diagnosis, as the peer states it
   */
  public static boolean mayTake(Peer peer, Region origin, Instant at) {
    return mayPull(peer, at) && mayState(peer, origin, at);
  }

  /**
   * Whether a key of that origin is taken from the peer, whether it is read there or uploaded here.
   *
   * @param origin the region whose authority verified the diagnosis, as the peer states it
   */
  public static boolean mayState(Peer peer, Region origin, Instant at) {
    return peer.origins().contains(origin)
        && switch (phase(peer, at)) {
          case NONE -> false;
          case ONE ->
              peer.kind() == PeerKind.HUB || peer.region().map(origin::equals).orElse(false);
          case TWO -> true;
        };
  }

  /**
   * Whether a local key of that origin may be told to the peer, by a feed or a push.
   *
   * @param home our region
   * @param origin the region whose authority verified the diagnosis
   */
  public static boolean mayTell(Peer peer, Region home, Region origin, Instant at) {
    return peer.isActive(at)
        && switch (peer.phase()) {
          case NONE -> false;
          case ONE -> origin.equals(home);
          case TWO -> true;
        };
  }
}

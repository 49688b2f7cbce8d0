package org.keyferry.connector.pull;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.keyferry.connector.archive.ImportArchive;
import org.keyferry.connector.fetch.PeerClients;
import org.keyferry.connector.screen.PeerCaps;

/**
 * What all feeds of a task share.
 *
 * @param clients connections to peers
 * @param archive where batches are kept
 * @param times when peers are asked
 * @param rules what is let in
 * @param caps how much of it, by peer
 * @param spool directory for the batches that are being read
 * @param outbox where keys go
 * @param clock of this machine
 * @param random for jitter
 */
public record PullEnvironment(
    PeerClients clients,
    ImportArchive archive,
    PollTimes times,
    PullRules rules,
    PeerCaps caps,
    Path spool,
    Piece.Outbox outbox,
    InstantSource clock,
    RandomGenerator random) {

  PullEnvironment withOutbox(Piece.Outbox other) {
    return new PullEnvironment(clients, archive, times, rules, caps, spool, other, clock, random);
  }
}

package org.keyferry.connector.pull;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.keyferry.connector.archive.ImportArchive;
import org.keyferry.connector.fetch.PeerClients;

/**
 * What all feeds of a task share.
 *
 * @param clients connections to peers
 * @param archive where batches are kept
 * @param times when peers are asked
 * @param rules what is let in
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
    Path spool,
    Piece.Outbox outbox,
    InstantSource clock,
    RandomGenerator random) {

  PullEnvironment withOutbox(Piece.Outbox other) {
    return new PullEnvironment(clients, archive, times, rules, spool, other, clock, random);
  }
}

package org.keyferry.local.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.InvalidPeers;
import org.keyferry.wire.peer.PeerUrl;
import org.keyferry.wire.peer.PeersReading;
import org.keyferry.wire.peer.PeersWriting;

/**
 * What the next version of the document of peers is to say, in a file that people may edit.
 *
 * @param file JSON
 * @param urls which URLs may be in it
 */
public record PeersFile(Path file, PeerUrl urls) {
  private static final int LARGEST = 4_000_000;

  /**
   * What it says.
   *
   * @throws CommandFailure if it is not there, or says what can't be
   */
  public Federation read() throws IOException {
    if (!Files.exists(file)) {
      throw new CommandFailure(
          new Problem(
              "what the next version is to say",
              file.toString(),
              "a file (./keyferry peers init makes the first, ./keyferry peers show --save "
                  + file
                  + " one that says what is published)",
              "nothing there"));
    }
    try {
      return new PeersReading(urls).federation(bytes(file));
    } catch (InvalidPeers e) {
      throw refused(file, e);
    }
  }

  /** The bytes of a file that is no larger than any document. */
  static byte[] bytes(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new CommandFailure(
          new Problem(
              "size", file.toString(), "at most " + LARGEST + " bytes", "" + Files.size(file)));
    }
    return Files.readAllBytes(file);
  }

  static CommandFailure refused(Path file, InvalidPeers cause) {
    Problem problem = cause.problem();
    return new CommandFailure(
        new Problem(problem.what(), file.toString(), problem.expected(), problem.actual()), cause);
  }

  /**
   * Writes a file that was not there.
   *
   * @throws CommandFailure if it is
   */
  public void create(Federation federation) throws IOException {
    if (Files.exists(file)) {
      throw new CommandFailure(
          new Problem("file", file.toString(), "not to be there", "a file that is"));
    }
    write(federation);
  }

  /** Writes it; whoever reads meanwhile sees what was there before. */
  public void write(Federation federation) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path next = Files.createTempFile(absolute.getParent(), absolute.getFileName() + "-", ".new");
    try {
      Files.write(next, PeersWriting.indented(federation));
      Files.move(next, absolute, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}

package org.keyferry.local.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.text.FailureText;
import org.keyferry.wire.Problem;

/**
 * Where a local backend keeps everything, and nothing elsewhere.
 *
 * @param root the directory, absolute
 */
public record DataDirectory(Path root) {

  /** The directory, made if it is missing. */
  public static DataDirectory ensure(Path path) {
    Path root = path.toAbsolutePath().normalize();
    var directory = new DataDirectory(root);
    try {
      PrivateFiles.createDirectory(root);
      PrivateFiles.createDirectory(directory.logs());
    } catch (IOException e) {
      throw new CommandFailure(
          new Problem(
              "data directory", root.toString(), "a directory to write to", FailureText.of(e)),
          e);
    }
    return directory;
  }

  /** Log segments of the broker. */
  public Path kafka() {
    return root.resolve("kafka");
  }

  /** Objects. */
  public Path objects() {
    return root.resolve("s3");
  }

  /** What the object store is opened with. */
  public Path storeCredentials() {
    return root.resolve("s3.credentials");
  }

  /** Local stores of the streams processor. */
  public Path streams() {
    return root.resolve("streams");
  }

  /** Files that the exporter is writing. */
  public Path spool() {
    return root.resolve("spool");
  }

  /** Objects that the origin holds. */
  public Path held() {
    return root.resolve("held");
  }

  /** The keys that sign export files. */
  public Path signing() {
    return root.resolve("signing");
  }

  /** The keys that sign export files once they are announced. */
  public Path reserveSigning() {
    return root.resolve("signing-reserve");
  }

  /** The development health authority. */
  public Path authority() {
    return root.resolve("authority");
  }

  /** Settings of the Connect worker, and batches that it is reading. */
  public Path connect() {
    return root.resolve("connect");
  }

  /** Batches that the Connect worker is reading. */
  public Path connectSpool() {
    return connect().resolve("spool");
  }

  /** With what the federation gateway shows who it is. */
  public Path federation() {
    return root.resolve("federation");
  }

  /** With what batches for hubs are signed. */
  public Path batchSigning() {
    return root.resolve("batch-signing");
  }

  /** What its peers document is made from. */
  public Path peers() {
    return root.resolve("peers");
  }

  /** The private key that signs the first peers document; the public one is beside it. */
  public Path documentKey() {
    return peers().resolve("private.pem");
  }

  /** The time-stamp authority of this machine. */
  public Path timeStamps() {
    return root.resolve("time-stamps");
  }

  /** What apps are configured with; an operator may change it. */
  public Path configuration() {
    return root.resolve("configuration.json");
  }

  /** What that has to be like; an operator may change it, too. */
  public Path configurationSchema() {
    return root.resolve("configuration.schema.json");
  }

  /** Where the backends of regions are. */
  public Path authorities() {
    return root.resolve("authorities.json");
  }

  /** What padding keys are made from. */
  public Path paddingSecret() {
    return root.resolve("padding.secret");
  }

  /** What revision tokens are sealed with. */
  public Path revisionKey() {
    return root.resolve("revision.key");
  }

  /** What the processes print. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** The log of one process. */
  public Path log(String process) {
    return logs().resolve(process + ".log");
  }

  /** Settings for the apps of the region's process. */
  public Path regionSettings() {
    return root.resolve("region.properties");
  }

  /** What runs on the directory, for other commands. */
  public Path runDescriptor() {
    return root.resolve("keyferry.json");
  }

  /** Held while something runs on the directory. */
  Path lock() {
    return root.resolve("lock");
  }

  /** A private subdirectory, made if it is missing. */
  static Path ensurePrivate(Path directory) {
    try {
      PrivateFiles.createDirectory(directory);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException("could not make " + directory, e);
    }
  }
}

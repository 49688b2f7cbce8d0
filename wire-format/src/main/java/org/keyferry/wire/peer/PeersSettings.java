package org.keyferry.wire.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.export.UnusableKeyFile;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** Whose document of peers is believed: {@code keyferry.peers}. */
public record PeersSettings(
    @Setting(
            "PEM files with public keys, at most 8; one of them signed the first version of the"
                + " peers document, and each version names who may sign the next. None: there are"
                + " no peers, and the processor takes keys of others from whoever may write them.")
        List<Path> documentKeys,
    @Setting(
            "The version of the peers document where trust begins, 1 or more. Greater than 1 only"
                + " where all document keys were lost; earlier versions are refused.")
        Long firstVersion,
    @Setting(
            "Whether URLs of the peers document may name this machine: for backends on one machine"
                + " alone.")
        Boolean development) {

  private static final String KEYS = "keyferry.peers.document-keys";
  private static final int MOST_KEYS = 8;

  public PeersSettings {
    documentKeys = documentKeys == null ? List.of() : List.copyOf(documentKeys);
    firstVersion = firstVersion == null ? 1 : firstVersion;
    development = development == null ? false : development;
    InvalidSetting.unlessBetween(0, MOST_KEYS, "number of " + KEYS, documentKeys.size());
    InvalidSetting.unlessBetween(1, Long.MAX_VALUE, "keyferry.peers.first-version", firstVersion);
  }

  /** Which URLs may be in the document. */
  public PeerUrl urls() {
    return new PeerUrl(development);
  }

  /**
   * Where trust begins; empty: there are no peers.
   *
   * @param home the region whose document is awaited
   * @throws InvalidSetting if a key file can't be read
   */
  public Optional<PeersTrust> trust(Region home) {
    var keys = new ArrayList<DocumentKey>();
    for (Path file : documentKeys) {
      keys.add(read(file));
    }
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(new PeersTrust(keys, firstVersion, Optional.of(home), urls()));
  }

  private static DocumentKey read(Path file) {
    try {
      return new DocumentKey(SigningKeys.readPublic(file));
    } catch (UnusableKeyFile e) {
      var problem = e.problem();
      throw new InvalidSetting(
          new Problem(KEYS, problem.where(), problem.expected(), problem.actual()));
    }
  }
}

package org.keyferry.wire.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.zip.Deflater;
import org.keyferry.wire.Problem;

/**
 * Writes export files, signed by one or several keys. Equal keys, header, signatures and level give
 * equal bytes.
 *
 * <p>in: diagnosis keys, one at a time; out: {@link ExportFormat}, hashed and deflated on the way.
 * Nothing that grows with the number of keys is held.
 */
public final class ExportWriter {
  /** Keys are random: more effort than this makes files hardly smaller. */
  public static final int DEFAULT_LEVEL = Deflater.BEST_SPEED;

  private final List<ExportSigner> signers;
  private final int level;

  /**
   * @param signers 1 to 10, each with a key id of its own; newest first
   * @param level of deflate, 0 to 9
   * @throws IllegalArgumentException if there are none or too many, two have the same key id, or
   *     the level is another
   */
  public ExportWriter(List<? extends ExportSigner> signers, int level) {
    this.signers = List.copyOf(signers);
    this.level = level;
    int most = ExportFormat.MOST_SIGNATURES;
    require(!signers.isEmpty() && signers.size() <= most, "1 to " + most, signers.size());
    var keyIds = new HashSet<SigningKeyId>();
    for (var signer : signers) {
      require(keyIds.add(signer.keyId()), "each key id once", signer.keyId() + " twice");
    }
    require(level >= 0 && level <= 9, "a deflate level from 0 to 9", level);
  }

  /** A writer with the default level. */
  public ExportWriter(List<? extends ExportSigner> signers) {
    this(signers, DEFAULT_LEVEL);
  }

  private static void require(boolean holds, String expected, Object actual) {
    if (!holds) {
      throw new IllegalArgumentException(
          new Problem("signers", "export writer", expected, String.valueOf(actual)).toString());
    }
  }

  /** Begins a file. The stream is written to until the file is finished, and never closed. */
  public OpenExport open(OutputStream out, ExportHeader header) throws IOException {
    var keyIds = signers.stream().map(ExportSigner::keyId).toList();
    var file = new OpenExport(out, signers, level);
    file.begin(header.statedWindow(), header.region().code(), keyIds);
    return file;
  }
}

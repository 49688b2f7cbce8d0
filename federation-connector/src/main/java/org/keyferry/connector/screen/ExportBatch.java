package org.keyferry.connector.screen;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyferry.connector.trust.OriginKeys;
import org.keyferry.event.v1.ReportType;
import org.keyferry.wire.Problem;
import org.keyferry.wire.admission.CandidateKey;
import org.keyferry.wire.export.ExportLimits;
import org.keyferry.wire.export.ExportReader;
import org.keyferry.wire.export.ExportRefused;
import org.keyferry.wire.export.ExportSummary;
import org.keyferry.wire.export.ExportVerifier;
import org.keyferry.wire.export.KeyConsumer;
import org.keyferry.wire.export.MalformedExport;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.Region;

/**
 * Export files, of feeds and of what phones read. They say nothing of a key's origin: it is the
 * peer's own region.
 *
 * @param origin region of the peer
 * @param regionsInFiles what the file's own region may be; a file without one is right
 * @param interest regions of interest of all keys; empty for all of the cluster
 * @param signedBy the keys that files are verified with
 * @param reportType what a key is whose file does not say
 */
public record ExportBatch(
    Region origin,
    Set<Region> regionsInFiles,
    List<String> interest,
    OriginKeys signedBy,
    ReportType reportType)
    implements BatchContent {

  @Override
  public BatchFacts read(InputStream bytes, String name, Keys keys)
      throws IOException, BatchRefused {
    try {
      ExportSummary contents = contents(bytes, name, consumer(keys));
      requireRegion(contents.region(), name);
      return new BatchFacts(
          contents.sha256(),
          contents.keys() + contents.revisedKeys(),
          signedBy.isProofRequired(),
          contents.window().end());
    } catch (MalformedExport e) {
      throw new BatchRefused(e.problem());
    } catch (ExportRefused e) {
      throw new BatchRefused(e.problem());
    }
  }

  @Override
  public BatchContent verifiedBefore(Optional<byte[]> proof) {
    return new ExportBatch(origin, regionsInFiles, interest, OriginKeys.NONE, reportType);
  }

  private ExportSummary contents(InputStream bytes, String name, KeyConsumer keys)
      throws IOException, MalformedExport, ExportRefused {
    return signedBy.isProofRequired()
        ? new ExportVerifier(signedBy.known(), ExportLimits.DEFAULT)
            .verify(bytes, name, keys)
            .contents()
        : new ExportReader(ExportLimits.DEFAULT).read(bytes, name, keys);
  }

  private void requireRegion(String stated, String name) throws BatchRefused {
    boolean right =
        stated.isEmpty()
            || regionsInFiles.stream().anyMatch(region -> region.code().equals(stated));
    if (!right) {
      throw new BatchRefused(
          new Problem("region", name, "one of " + regionsInFiles, "another region"));
    }
  }

  private KeyConsumer consumer(Keys keys) {
    return new KeyConsumer() {
      @Override
      public void key(DiagnosisKey key) {
        keys.key(stated(key));
      }

      @Override
      public void revisedKey(DiagnosisKey key) {
        keys.key(stated(key));
      }
    };
  }

  private PeerKey stated(DiagnosisKey key) {
    var type =
        key.reportType() == ReportType.REPORT_TYPE_UNSPECIFIED ? reportType : key.reportType();
    var candidate =
        new CandidateKey(
            key.key().toByteString(),
            key.start().number(),
            key.period().intervals(),
            key.risk().level(),
            type,
            key.daysSinceOnset());
    return new PeerKey(candidate, origin.code(), interest, true);
  }
}

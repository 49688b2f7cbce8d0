package org.keyferry.wire.export;

import com.google.protobuf.ByteString;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.keyferry.wire.export.format.TEKSignature;
import org.keyferry.wire.export.format.TEKSignatureList;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.DiagnosisKey;
import org.keyferry.wire.key.KeyView;

/**
 * An export file that takes keys: first all keys, then all revised ones, then {@link #finish}. For
 * one thread. Closing without finishing leaves a file that no reader takes.
 */
public final class OpenExport implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final List<ExportSigner> signers;
  private final MeasuredOutput file;
  private final ExportZip zip;
  private final MeasuredOutput export;
  private final BodyEncoder body;
  private final KeyFields fields = new KeyFields();
  private long keys;
  private long revisedKeys;
  private boolean finished;

  OpenExport(OutputStream out, List<ExportSigner> signers, int level) {
    this.signers = signers;
    file = new MeasuredOutput(out);
    zip = new ExportZip(new BufferedOutputStream(file, BUFFER), level);
    export = new MeasuredOutput(zip);
    body = new BodyEncoder(export);
  }

  void begin(BatchWindow stated, String region, List<SigningKeyId> signedBy) throws IOException {
    zip.begin(ExportFormat.EXPORT_ENTRY);
    body.header(stated, region, signedBy);
  }

  /**
   * Appends a key.
   *
   * @throws IllegalStateException after a revised key, or when finished
   */
  public void add(DiagnosisKey key) throws IOException {
    fields.set(key);
    add(fields);
  }

  /**
   * Appends a key.
   *
   * @throws IllegalStateException after a revised key, or when finished
   */
  public void add(KeyView key) throws IOException {
    fields.set(key);
    add(fields);
  }

  /**
   * Appends a revised key.
   *
   * @throws IllegalStateException when finished
   */
  public void addRevised(KeyView key) throws IOException {
    fields.set(key);
    addRevised(fields);
  }

  /**
   * Appends a revised key.
   *
   * @throws IllegalStateException when finished
   */
  public void addRevised(DiagnosisKey key) throws IOException {
    fields.set(key);
    addRevised(fields);
  }

  void add(KeyFields key) throws IOException {
    require(!finished, "the file is finished");
    require(revisedKeys == 0, "keys come before revised keys");
    body.key(key);
    keys++;
  }

  void addRevised(KeyFields key) throws IOException {
    require(!finished, "the file is finished");
    body.revisedKey(key);
    revisedKeys++;
  }

  /**
   * Signs and completes the file.
   *
   * @throws IOException if a signer or the stream fails; the file is then of no use
   * @throws IllegalStateException if it is finished already
   */
  public WrittenExport finish() throws IOException {
    require(!finished, "the file is finished");
    finished = true;
    body.flush();
    zip.closeEntry();
    var signatures = sign(export.sha256());
    zip.begin(ExportFormat.SIGNATURE_ENTRY);
    signatureList(signatures).writeTo(zip);
    zip.closeEntry();
    zip.finish();
    zip.flush();
    return new WrittenExport(
        signatures.getFirst().exportSha256(),
        file.sha256(),
        file.size(),
        keys,
        revisedKeys,
        signatures);
  }

  private List<StoredSignature> sign(ByteString sha256) throws IOException {
    var signatures = new ArrayList<StoredSignature>();
    for (var signer : signers) {
      var signature = ByteString.copyFrom(signer.sign(sha256.toByteArray()));
      signatures.add(new StoredSignature(signer.keyId(), sha256, signature));
    }
    return signatures;
  }

  private static TEKSignatureList signatureList(List<StoredSignature> signatures) {
    var list = TEKSignatureList.newBuilder();
    for (var signature : signatures) {
      list.addSignatures(
          TEKSignature.newBuilder()
              .setSignatureInfo(BodyEncoder.info(signature.keyId()))
              .setBatchNum(1)
              .setBatchSize(1)
              .setSignature(signature.signature()));
    }
    return list.build();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }

  /** Frees what the file holds; the stream beneath stays open. */
  @Override
  public void close() {
    finished = true;
    zip.release();
  }
}

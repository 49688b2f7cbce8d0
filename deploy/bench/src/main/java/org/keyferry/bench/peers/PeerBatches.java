package org.keyferry.bench.peers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.keyferry.bench.data.MadeUpKeys;
import org.keyferry.wire.export.ExportHeader;
import org.keyferry.wire.export.ExportSigner;
import org.keyferry.wire.export.ExportWriter;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.export.SigningKeys;
import org.keyferry.wire.feed.BatchWindow;

/**
 * The batches of one backend, signed by a key of its own. Made when they are asked for, so that
 * hundreds of backends need no memory for them.
 */
final class PeerBatches implements ExportSigner {
  private static final long SEED = 20_261_126;
  private static final long KEYS_OF_A_PEER = 1L << 32;
  private static final Duration WINDOW = Duration.ofHours(2);
  private static final Duration WINDOWS_BEFORE_NOW = Duration.ofDays(2);

  private final int peer;
  private final PeersWorkload workload;
  private final MadeUpKeys made;
  private final Instant firstWindow;
  private final KeyPair keys = SigningKeys.generate();

  PeerBatches(int peer, PeersWorkload workload, Instant now) {
    this.peer = peer;
    this.workload = workload;
    this.made = new MadeUpKeys(SEED, now);
    this.firstWindow = now.truncatedTo(ChronoUnit.DAYS).minus(WINDOWS_BEFORE_NOW);
  }

  @Override
  public SigningKeyId keyId() {
    return new SigningKeyId("peer_" + peer, "v1");
  }

  ECPublicKey publicKey() {
    return (ECPublicKey) keys.getPublic();
  }

  /** The signed file of a batch, the first of which has the number 1. */
  byte[] file(int batch) throws IOException {
    Instant start = firstWindow.plus(WINDOW.multipliedBy(batch - 1L));
    var window = new BatchWindow(start, start.plus(WINDOW));
    var bytes = new ByteArrayOutputStream();
    try (var file =
        new ExportWriter(List.of(this))
            .open(bytes, ExportHeader.single(window, PeersWorkload.region(peer)))) {
      for (int key = workload.keysThrough(batch - 1); key < workload.keysThrough(batch); key++) {
        file.add(made.key(peer * KEYS_OF_A_PEER + key));
      }
      file.finish();
    }
    return bytes.toByteArray();
  }

  @Override
  public byte[] sign(byte[] sha256) {
    try {
      var ecdsa = Signature.getInstance("NONEwithECDSA");
      ecdsa.initSign(keys.getPrivate());
      ecdsa.update(sha256);
      return ecdsa.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK signs by ECDSA", e);
    }
  }
}

package org.keyferry.local.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import org.keyferry.local.peers.KeyMaterial;
import org.keyferry.wire.peer.CertificateUse;
import picocli.CommandLine.Option;

/** Certificates and a signing key of a peer, in files. */
final class KeyMaterialOptions {
  @Option(
      names = "--client",
      paramLabel = "FILE",
      description = "The certificate with which it asks us, in PEM.")
  private Path client;

  @Option(
      names = "--server",
      paramLabel = "FILE",
      description = "The certificate with which it answers us, in PEM.")
  private Path server;

  @Option(
      names = "--batch-signer",
      paramLabel = "FILE",
      description = "A certificate with which batches are signed, in PEM.")
  private Path batchSigner;

  @Option(
      names = "--signing-key",
      paramLabel = "ID/VERSION=FILE",
      description = "The public key with which it signs export files, in PEM.")
  private String signingKey;

  KeyMaterial read() throws IOException {
    var files = new EnumMap<CertificateUse, Path>(CertificateUse.class);
    put(files, CertificateUse.CLIENT, client);
    put(files, CertificateUse.SERVER, server);
    put(files, CertificateUse.BATCH_SIGNING, batchSigner);
    return KeyMaterial.read(files, signingKey);
  }

  private static void put(EnumMap<CertificateUse, Path> files, CertificateUse use, Path file) {
    if (file != null) {
      files.put(use, file);
    }
  }
}

package org.keyferry.exporter.publish;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.keyferry.edge.store.ObjectStore;
import org.keyferry.exporter.record.PublishedBatches;
import org.keyferry.exporter.record.PublishedLog;
import org.keyferry.exporter.record.Retention;
import org.keyferry.exporter.settings.ExporterSettings;
import org.keyferry.exporter.settings.SigningKey;
import org.keyferry.exporter.spool.SpoolDirectory;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.ExportVerifier;
import org.keyferry.wire.export.PemSigner;
import org.keyferry.wire.export.SigningKeyId;
import org.keyferry.wire.settings.InvalidSetting;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the way from a complete batch into the store. */
@Configuration(proxyBeanMethods = false)
public class PublishConfiguration {
  /** The signing keys, newest first. */
  record Signers(List<PemSigner> all) {
    Map<SigningKeyId, ECPublicKey> publicKeys() {
      var keys = new HashMap<SigningKeyId, ECPublicKey>();
      all.forEach(signer -> keys.put(signer.keyId(), signer.publicKey()));
      return keys;
    }
  }

  @Bean
  Signers signers(ExporterSettings settings) {
    InvalidSetting.unless(
        !settings.signingKeys().isEmpty(),
        "keyferry.exporter.signing-keys",
        "at least one key with id, version and private-key-file",
        "none");
    var signers = new ArrayList<PemSigner>();
    for (SigningKey key : settings.signingKeys()) {
      signers.add(read(key));
    }
    return new Signers(List.copyOf(signers));
  }

  private static PemSigner read(SigningKey key) {
    try {
      return PemSigner.read(new SigningKeyId(key.id(), key.version()), key.privateKeyFile());
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidSetting(
          new Problem(
              "keyferry.exporter.signing-keys[" + key.id() + "]",
              "the settings",
              "an id, a version and a file with a private key",
              e.toString()));
    }
  }

  @Bean
  SpoolDirectory spoolDirectory(ExporterSettings settings) {
    return SpoolDirectory.open(settings.spoolDirectory());
  }

  @Bean
  SettledBatches settledBatches(ObjectStore store, PublishedBatches published) {
    return new SettledBatches(store, published);
  }

  @Bean
  FeedIndexes feedIndexes(ObjectStore store, PublishedBatches published) {
    return new FeedIndexes(store, published);
  }

  @Bean
  ExportObjects exportObjects(
      ObjectStore store,
      SpoolDirectory spool,
      Signers signers,
      ExporterSettings settings,
      MeterRegistry metrics) {
    return new ExportObjects(
        store,
        spool,
        new ExportFileBuilder(settings.deflateLevel()),
        new ExportVerifier(signers.publicKeys()),
        metrics);
  }

  @Bean
  BatchFiles batchFiles(ExportObjects objects, Signers signers, ExporterSettings settings) {
    var threads = Thread.ofPlatform().name("export-file-", 0).daemon().factory();
    return new BatchFiles(
        objects,
        signers.all(),
        settings.maximumKeysPerFile(),
        Executors.newFixedThreadPool(settings.parallelFiles(), threads));
  }

  @Bean
  BatchPublisher batchPublisher(
      BatchFiles files,
      FeedIndexes indexes,
      PublishedLog log,
      Retention retention,
      MeterRegistry metrics) {
    return new BatchPublisher(files, indexes, log, retention, metrics);
  }
}

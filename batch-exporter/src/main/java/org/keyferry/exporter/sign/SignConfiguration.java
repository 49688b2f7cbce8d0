package org.keyferry.exporter.sign;

import java.time.InstantSource;
import org.keyferry.exporter.settings.ExporterSettings;
import org.keyferry.wire.settings.InvalidSetting;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the signing keys. */
@Configuration(proxyBeanMethods = false)
public class SignConfiguration {

  /** The signing keys, each of which has made a signature that its public key verifies. */
  @Bean
  Signers signers(ExporterSettings settings, InstantSource clock) {
    InvalidSetting.unless(
        !settings.signingKeys().isEmpty(),
        "keyferry.exporter.signing-keys",
        "at least one key with id, version and private-key-file, pkcs12, pkcs11 or kms",
        "none");
    var opening = new SignerOpening(clock);
    return new Signers(settings.signingKeys().stream().map(opening::open).toList());
  }
}

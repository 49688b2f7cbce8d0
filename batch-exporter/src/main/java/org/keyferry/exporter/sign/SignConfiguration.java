package org.keyferry.exporter.sign;

import java.time.Instant;
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
    var signers = new Signers(settings.signingKeys().stream().map(opening::open).toList());
    Instant now = clock.instant();
    InvalidSetting.unless(
        signers.all().stream().anyMatch(term -> term.covers(now)),
        "keyferry.exporter.signing-keys",
        "at least one key that signs now, at " + now,
        "only keys whose from lies ahead, or whose thru has passed");
    return signers;
  }
}

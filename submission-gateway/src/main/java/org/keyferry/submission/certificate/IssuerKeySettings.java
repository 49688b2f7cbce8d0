package org.keyferry.submission.certificate;

import java.nio.file.Path;
import java.time.Instant;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** A key that a health authority signs certificates with. */
public record IssuerKeySettings(
    @Setting("The key's id, as the certificate's kid header names it.") String id,
    @Setting("PEM file with the public key, on the curve P-256.") Path publicKeyFile,
    @Setting("When the key begins to be accepted, ISO 8601; always if not set.") Instant from,
    @Setting("When the key is no longer accepted, ISO 8601; never if not set.") Instant thru) {

  private static final String AT = "keyferry.gateway.health-authorities[].keys[]";

  public IssuerKeySettings {
    InvalidSetting.unless(id != null && !id.isBlank(), AT + ".id", "a key id", "nothing");
    InvalidSetting.unless(
        publicKeyFile != null, AT + "[" + id + "].public-key-file", "a PEM file", "nothing");
    from = from == null ? Instant.MIN : from;
    thru = thru == null ? Instant.MAX : thru;
    InvalidSetting.unless(
        from.isBefore(thru), AT + "[" + id + "].thru", "an instant after from, " + from, thru);
  }
}

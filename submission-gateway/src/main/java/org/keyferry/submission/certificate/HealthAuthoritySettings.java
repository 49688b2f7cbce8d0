package org.keyferry.submission.certificate;

import java.util.HashSet;
import java.util.List;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** A health authority whose certificates are accepted. */
public record HealthAuthoritySettings(
    @Setting("What uploads name as healthAuthorityID; upper and lower case are the same.")
        String id,
    @Setting("The certificate's iss claim.") String issuer,
    @Setting("The certificate's aud claim.") String audience,
    @Setting("The keys that sign certificates, one or more.") List<IssuerKeySettings> keys,
    @Setting(
            "Where keys are of interest if the upload does not say: none (home only), cluster or"
                + " all (the whole cluster).")
        Interest interest,
    @Setting("Whether keys may leave the region if the upload does not say.") Boolean consent) {

  private static final String AT = "keyferry.gateway.health-authorities[]";

  public HealthAuthoritySettings {
    requireText(id, AT + ".id");
    requireText(issuer, AT + "[" + id + "].issuer");
    requireText(audience, AT + "[" + id + "].audience");
    keys = keys == null ? List.of() : List.copyOf(keys);
    interest = interest == null ? Interest.NONE : interest;
    consent = consent != null && consent;
    InvalidSetting.unless(!keys.isEmpty(), AT + "[" + id + "].keys", "one key or more", "none");
    var ids = new HashSet<String>();
    for (IssuerKeySettings key : keys) {
      InvalidSetting.unless(
          ids.add(key.id()), AT + "[" + id + "].keys[].id", "no id twice", key.id());
    }
  }

  private static void requireText(String value, String setting) {
    InvalidSetting.unless(value != null && !value.isBlank(), setting, "a text", "nothing");
  }
}

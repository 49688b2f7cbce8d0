package org.keyferry.submission.certificate;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import java.security.Provider;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.keyferry.wire.settings.InvalidSetting;

/**
 * The health authorities that uploads may name.
 *
 * <p>in: settings and their PEM files, read once; out: authorities with verifiers
 */
public final class HealthAuthorities {
  private final Map<String, HealthAuthority> byId;

  private HealthAuthorities(Map<String, HealthAuthority> byId) {
    this.byId = Map.copyOf(byId);
  }

  /**
   * Reads every key.
   *
   * @throws InvalidSetting if an id occurs twice or a key can't be used
   */
  public static HealthAuthorities of(List<HealthAuthoritySettings> settings) {
    // Verifies several times as many signatures per second as the provider of the JDK.
    var provider = new BouncyCastleProvider();
    var byId = new HashMap<String, HealthAuthority>();
    for (HealthAuthoritySettings each : settings) {
      var earlier = byId.put(lowerCase(each.id()), authority(each, provider));
      InvalidSetting.unless(
          earlier == null, "keyferry.gateway.health-authorities[].id", "no id twice", each.id());
    }
    return new HealthAuthorities(byId);
  }

  private static HealthAuthority authority(HealthAuthoritySettings settings, Provider provider) {
    var keys = new HashMap<String, IssuerKey>();
    for (IssuerKeySettings key : settings.keys()) {
      keys.put(key.id(), issuerKey(key, provider));
    }
    return new HealthAuthority(
        settings.issuer(), settings.audience(), keys, settings.interest(), settings.consent());
  }

  private static IssuerKey issuerKey(IssuerKeySettings settings, Provider provider) {
    try {
      var verifier = new ECDSAVerifier(new PublicKeyFile(settings.publicKeyFile()).read(provider));
      verifier.getJCAContext().setProvider(provider);
      return new IssuerKey(verifier, settings.from(), settings.thru());
    } catch (JOSEException e) {
      throw PublicKeyFile.refused(settings.publicKeyFile(), e);
    }
  }

  /** The authority of that id, in whatever case; empty if none has it. */
  public Optional<HealthAuthority> find(String id) {
    return Optional.ofNullable(byId.get(lowerCase(id)));
  }

  private static String lowerCase(String id) {
    return id.toLowerCase(Locale.ROOT);
  }
}

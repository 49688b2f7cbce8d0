package org.keyferry.exporter.meta;

import java.nio.file.Path;
import java.time.Duration;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;

/** What apps are told of the backend and of others: {@code keyferry.meta}. */
public record MetaSettings(
    @Setting(
            "JSON file with what apps are configured with, such as parameters of risk: an object."
                + " A change of it is published within a minute. Default: none, and"
                + " /meta/configuration is not there.")
        Path configuration,
    @Setting(
            "PEM file with the public key of who signs the file above elsewhere: then it is a"
                + " signed document and passed on as it is. Default: none, and it is signed here.")
        Path configurationKey,
    @Setting(
            "File with a JSON Schema, draft 2020-12. What apps are configured with is published"
                + " only if it is valid by it. Default: none, and any object is.")
        Path configurationSchema,
    @Setting(
            "JSON file with the authorities, by region: cluster, base_url, formats, keys,"
                + " expires_at. A change of it is published within a minute. Default: none, and"
                + " /meta/authorities is not there.")
        Path authorities,
    @Setting(
            "PEM file with the public key of who signs the file above elsewhere: then it is a"
                + " signed document and passed on as it is. Default: none, and it is signed here.")
        Path authoritiesKey,
    @Setting(
            "How long a document that is signed here may be believed, 10 min to 30 d; it is"
                + " issued anew after a quarter of that.")
        Duration lifetime) {

  public MetaSettings {
    lifetime = lifetime == null ? Duration.ofHours(24) : lifetime;
    String prefix = "keyferry.meta.";
    InvalidSetting.unlessBetween(
        Duration.ofMinutes(10), Duration.ofDays(30), prefix + "lifetime", lifetime);
    requireFile(configuration, configurationKey, prefix + "configuration-key");
    requireFile(configuration, configurationSchema, prefix + "configuration-schema");
    requireFile(authorities, authoritiesKey, prefix + "authorities-key");
  }

  private static void requireFile(Path file, Path about, String setting) {
    InvalidSetting.unless(
        about == null || file != null, setting, "a document that it is about", "no such file");
  }
}

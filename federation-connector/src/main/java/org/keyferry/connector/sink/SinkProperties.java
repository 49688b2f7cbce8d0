package org.keyferry.connector.sink;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** The properties of the sink connector, with their texts, which the reference page shows. */
public final class SinkProperties {
  static final String URL = "RemoteRegionURL";
  static final String FORMAT = "Format";
  static final String FEED = "feed";
  static final String HOME = "home.region";
  static final String CLIENT_CERTIFICATE = "TLSConsumerCertificate";
  static final String CLIENT_PASSWORD = "TLSConsumerCertificatePassword";
  static final String SERVER_CERTIFICATES = "TLSProducerCertificates";
  static final String SIGNING_CERTIFICATE = "SigningCertificate";
  static final String SIGNING_PASSWORD = "SigningCertificatePassword";
  static final String TOKEN = "HubToken";
  static final String MOST_KEYS = "upload.most.keys";
  static final String RETRY = "upload.retry.ms";
  static final String LOOPBACK = "development.loopback";

  private static final long MINUTE = 60_000;

  private SinkProperties() {}

  /** All of them. */
  public static ConfigDef definition() {
    var all = new ConfigDef();
    hub(all);
    signing(all);
    uploads(all);
    return all;
  }

  private static void hub(ConfigDef all) {
    text(all, URL, "", "Base URL of the hub: https, no user, no query, no private address.");
    all.define(
        FORMAT,
        ConfigDef.Type.STRING,
        "efgs",
        ValidString.in("efgs", "interop"),
        Importance.HIGH,
        "What is spoken there.");
    text(all, FEED, "", "Which feed of the plan is uploaded: one of kind hub or gateway.");
    text(all, HOME, "", "Our own region, which tags of uploads begin with.");
    text(all, CLIENT_CERTIFICATE, "", "PKCS#12 file with what is shown to the hub over TLS.");
    secret(all, CLIENT_PASSWORD, "Password of that file; by a config provider, never as text.");
    text(
        all,
        SERVER_CERTIFICATES,
        "",
        "File with the certificates in PEM that the hub's own must end in. Without it those of the"
            + " Java runtime.");
  }

  private static void signing(ConfigDef all) {
    text(all, SIGNING_CERTIFICATE, "", "PKCS#12 file with the key that signs uploads.");
    secret(all, SIGNING_PASSWORD, "Password of that file; by a config provider, never as text.");
    secret(
        all,
        TOKEN,
        "Bearer token that an interop server gave us; by a config provider. Servers that know us by"
            + " our certificate gave none.");
  }

  private static void uploads(ConfigDef all) {
    all.define(
        MOST_KEYS,
        ConfigDef.Type.INT,
        4000,
        Range.between(1, 5000),
        Importance.LOW,
        "Keys of an upload; a chunk with more has several.");
    all.define(
        RETRY,
        ConfigDef.Type.LONG,
        MINUTE,
        Range.between(100, 60 * MINUTE),
        Importance.LOW,
        "Wait before a failed upload is tried again.");
    all.define(
        LOOPBACK,
        ConfigDef.Type.BOOLEAN,
        false,
        Importance.LOW,
        "Whether the hub may be on this machine. For development.");
  }

  private static void text(ConfigDef all, String name, String fallback, String text) {
    all.define(name, ConfigDef.Type.STRING, fallback, Importance.HIGH, text);
  }

  private static void secret(ConfigDef all, String name, String text) {
    all.define(name, ConfigDef.Type.PASSWORD, "", Importance.HIGH, text);
  }
}

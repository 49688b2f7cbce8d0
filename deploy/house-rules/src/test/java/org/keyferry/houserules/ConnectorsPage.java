package org.keyferry.houserules;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.keyferry.connector.sink.SinkProperties;
import org.keyferry.connector.source.SourceProperties;

/** Writes {@code docs/connectors.md} from what the connectors tell a worker of their properties. */
final class ConnectorsPage {
  private static final String HEAD =
      """
      # Connectors

      Properties of the connectors that exchange keys with other backends and hubs. Generated from their definitions by `deploy/house-rules`; change them
      there. How they are run, and what they do: [federation.md](federation.md).

      A worker refuses a connector with a property that can't be, and says at which one and what would be right. Durations are in milliseconds.
      """;

  private static final String TABLE =
      "\n| property | type | default | what it does |\n|---|---|---|---|\n";

  private final StringBuilder page = new StringBuilder(HEAD);

  static String page() {
    var page = new ConnectorsPage();
    page.connector(
        "FederationSourceConnector",
        "`org.keyferry.connector.source.FederationSourceConnector`: reads keys.",
        SourceProperties.definition());
    page.connector(
        "FederationSinkConnector",
        "`org.keyferry.connector.sink.FederationSinkConnector`: uploads the batches of a feed to a"
            + " hub.",
        SinkProperties.definition());
    return page.page.toString();
  }

  private void connector(String name, String text, ConfigDef definition) {
    page.append("\n## ").append(name).append("\n\n").append(text).append('\n');
    List<ConfigKey> keys =
        definition.configKeys().values().stream()
            .sorted(Comparator.comparingInt(key -> key.orderInGroup))
            .toList();
    String group = null;
    for (ConfigKey key : keys) {
      if (page.charAt(page.length() - 1) == '\n' && !String.valueOf(key.group).equals(group)) {
        group = String.valueOf(key.group);
        page.append(key.group == null ? "" : "\n### " + key.group + "\n").append(TABLE);
      }
      row(key);
    }
  }

  private void row(ConfigKey key) {
    page.append(
        "| `%s` | %s | %s | %s |%n"
            .formatted(
                key.name,
                key.type.name().toLowerCase(Locale.ROOT),
                defaultOf(key),
                key.documentation.replace("|", "\\|")));
  }

  private static String defaultOf(ConfigKey key) {
    String text =
        key.type == ConfigDef.Type.PASSWORD
            ? ""
            : ConfigDef.convertToString(key.defaultValue, key.type);
    return text.isEmpty()
        ? "none"
        : "`" + text.replace(System.getProperty("java.io.tmpdir"), "${java.io.tmpdir}") + "`";
  }
}

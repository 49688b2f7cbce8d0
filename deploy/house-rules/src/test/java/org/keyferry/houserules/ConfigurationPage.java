package org.keyferry.houserules;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.keyferry.wire.settings.Setting;

/** Writes {@code docs/configuration.md} from the settings records. */
final class ConfigurationPage {
  private static final String HEAD =
      """
      # Configuration

      Every setting of every app. Generated from the settings records by `deploy/house-rules`; change it there.

      A setting is given as `--name=value` on the command line, as an environment variable (`KEYFERRY_S3_BUCKET`), or in a YAML file named
      after the app (`submission-gateway.yaml`) in the working directory or in `config/` below it. Durations are written `90s`, `10m`, `2h`, `14d`.
      Spring Boot's own settings, such as `server.port`, apply too.
      What is set and unknown, or known and wrong, ends the start with a sentence that says what would be right.
      """;

  private static final String TABLE =
      "\n| setting | type | default | what it does |\n|---|---|---|---|\n";

  /** A default that depends on the machine or on other settings is told in the text. */
  private static final String TOLD_IN_TEXT = "Default:";

  private final StringBuilder page = new StringBuilder(HEAD);

  static String of(Map<String, Class<? extends Record>> roots) {
    var page = new ConfigurationPage();
    roots.forEach(page::section);
    return page.page.toString();
  }

  private void section(String prefix, Class<?> type) {
    page.append("\n## ").append(prefix).append('\n').append(TABLE);
    rows(prefix, type);
  }

  private void rows(String prefix, Class<?> type) {
    var settings = new SettingsRecord(type);
    for (RecordComponent component : settings.components()) {
      String name = prefix + "." + SettingsRecord.name(component) + index(component);
      var nested = SettingsRecord.nested(component);
      if (nested.isEmpty() || !component.getType().isRecord()) {
        row(name, settings, component);
      }
      nested.ifPresent(inner -> rows(name, inner));
    }
  }

  private void row(String name, SettingsRecord settings, RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      throw new IllegalStateException(name + " has no @Setting that says what it does");
    }
    String fallback =
        settings.needs(component) ? "must be set" : text(settings.defaultOf(component));
    page.append("| `")
        .append(name)
        .append("` | ")
        .append(typeOf(component.getGenericType()))
        .append(" | ")
        .append(setting.value().contains(TOLD_IN_TEXT) ? "see text" : fallback)
        .append(" | ")
        .append(setting.value().replace("|", "\\|"))
        .append(" |\n");
  }

  private static String index(RecordComponent component) {
    return switch (component.getType().getSimpleName()) {
      case "List", "Set" -> "[n]";
      case "Map" -> ".KEY";
      default -> "";
    };
  }

  private static String typeOf(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      Type[] inner = parameterized.getActualTypeArguments();
      return typeOf(inner[inner.length - 1]);
    }
    Class<?> named = (Class<?>) type;
    if (named.isEnum()) {
      return Arrays.stream(named.getEnumConstants())
          .map(ConfigurationPage::text)
          .collect(Collectors.joining(" or "));
    }
    return switch (named.getSimpleName()) {
      case "Boolean" -> "true or false";
      case "Duration" -> "duration";
      case "Instant" -> "instant";
      case "Integer", "Long" -> "number";
      case "Path" -> "path";
      case "Region" -> "region code";
      case "String" -> "text";
      case "URI" -> "URL";
      default -> {
        if (SettingsRecord.isOne(named)) {
          yield "group";
        }
        throw new IllegalStateException("no name for settings of " + named);
      }
    };
  }

  private static String text(Object value) {
    return switch (value) {
      case null -> "none";
      case Collection<?> all when all.isEmpty() -> "none";
      case Map<?, ?> all when all.isEmpty() -> "none";
      case Instant end when end.equals(Instant.MIN) || end.equals(Instant.MAX) -> "none";
      case Duration duration -> "`" + duration(duration) + "`";
      case Enum<?> constant ->
          "`" + constant.name().toLowerCase(Locale.ROOT).replace('_', '-') + "`";
      default ->
          "`"
              + value.toString().replace(System.getProperty("java.io.tmpdir"), "${java.io.tmpdir}")
              + "`";
    };
  }

  /** As settings are written: in the largest unit that divides it. */
  private static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = duration.toSeconds();
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    if (seconds % 3600 != 0) {
      return seconds / 60 + "m";
    }
    return seconds % 86_400 == 0 ? seconds / 86_400 + "d" : seconds / 3600 + "h";
  }
}

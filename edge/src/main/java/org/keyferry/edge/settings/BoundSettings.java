package org.keyferry.edge.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.InvalidKey;
import org.keyferry.wire.settings.InvalidSetting;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.Environment;

/**
 * Reads settings records from Spring's environment, so that the records themselves need no Spring.
 *
 * <p>in: environment, command line, YAML; out: validated records
 */
public final class BoundSettings {
  private BoundSettings() {}

  /**
   * The settings under the prefix; what is not set has its default.
   *
   * @throws InvalidSetting if a value is refused, can't be converted, or a key under the prefix is
   *     unknown
   */
  public static <T> T of(Environment environment, String prefix, Class<T> type) {
    return bind(Binder.get(environment), prefix, type);
  }

  /**
   * The settings under the prefix, of those in the map, which has text values.
   *
   * @throws InvalidSetting as {@link #of(Environment, String, Class)}
   */
  public static <T> T of(Map<String, String> settings, String prefix, Class<T> type) {
    return bind(new Binder(new MapConfigurationPropertySource(settings)), prefix, type);
  }

  private static <T> T bind(Binder binder, String prefix, Class<T> type) {
    try {
      return binder.bindOrCreate(
          prefix, Bindable.of(type), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
    } catch (BindException e) {
      throw refusal(e);
    }
  }

  private static InvalidSetting refusal(BindException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidSetting refused) {
        return refused;
      }
      if (cause instanceof InvalidKey refused) {
        Problem problem = refused.problem();
        return refusal(failure, problem.expected(), problem.actual());
      }
      if (cause instanceof UnboundConfigurationPropertiesException unbound) {
        return unknown(unbound);
      }
    }
    String expected = expected(failure.getTarget().getType().resolve());
    if (expected != null && failure.getProperty() != null) {
      return refusal(failure, expected, String.valueOf(failure.getProperty().getValue()));
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return refusal(
        failure,
        "a known setting with a value of its type (see docs/configuration.md)",
        String.valueOf(root.getMessage()));
  }

  private static InvalidSetting unknown(UnboundConfigurationPropertiesException failure) {
    var properties = failure.getUnboundProperties();
    String names =
        properties.stream()
            .map(property -> property.getName().toString())
            .sorted()
            .collect(Collectors.joining(", "));
    return new InvalidSetting(
        new Problem(
            names,
            where(properties.iterator().next()),
            "a known setting (docs/configuration.md lists them)",
            "an unknown one"));
  }

  private static InvalidSetting refusal(BindException failure, String expected, String actual) {
    return new InvalidSetting(
        new Problem(
            String.valueOf(failure.getName()), where(failure.getProperty()), expected, actual));
  }

  private static String where(ConfigurationProperty property) {
    if (property == null || property.getOrigin() == null) {
      return "the settings";
    }
    if (property.getOrigin() instanceof PropertySourceOrigin origin) {
      return origin.getPropertySource().getName();
    }
    return property.getOrigin().toString();
  }

  /** What a value of the type looks like; null for types whose values may have to stay secret. */
  private static String expected(Class<?> type) {
    if (type == Duration.class) {
      return "a duration such as 10s, 90m, 2h or 14d";
    } else if (type == Instant.class) {
      return "an instant such as 2027-01-01T00:00:00Z";
    } else if (type == Integer.class || type == Long.class) {
      return "a whole number";
    } else if (type == Boolean.class) {
      return "true or false";
    } else if (type != null && type.isEnum()) {
      return Stream.of(type.getEnumConstants())
          .map(each -> each.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    return null;
  }
}

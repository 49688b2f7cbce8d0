package org.keyferry.edge.settings;

import java.util.Map;
import org.keyferry.wire.Problem;
import org.keyferry.wire.settings.InvalidSetting;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
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
    }
    ConfigurationPropertyName name = failure.getName();
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new InvalidSetting(
        new Problem(
            String.valueOf(name),
            failure.getProperty() == null
                ? "the settings"
                : String.valueOf(failure.getProperty().getOrigin()),
            "a known setting with a value of its type (see docs/configuration.md)",
            String.valueOf(root.getMessage())));
  }
}

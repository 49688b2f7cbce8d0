package org.keyferry.houserules;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.settings.Setting;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** A settings record as the generator sees it: names, types, defaults. */
final class SettingsRecord {
  private final Class<?> type;
  private final Map<String, Object> needed = new HashMap<>();
  private final Object defaults;

  /** Makes one with nothing set but what the record refuses to be without. */
  SettingsRecord(Class<?> type) {
    this.type = type;
    this.defaults = instance();
  }

  static boolean isOne(Class<?> type) {
    return type.isRecord()
        && Arrays.stream(type.getRecordComponents())
            .anyMatch(component -> component.isAnnotationPresent(Setting.class));
  }

  List<RecordComponent> components() {
    return List.of(type.getRecordComponents());
  }

  /** The name as settings files have it. */
  static String name(RecordComponent component) {
    return DataObjectPropertyName.toDashedForm(component.getName());
  }

  /** Whether the record can't be without it. */
  boolean needs(RecordComponent component) {
    return needed.containsKey(name(component));
  }

  Object defaultOf(RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(defaults);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("can't read " + component, e);
    }
  }

  /** The settings record that a component holds, by itself or in a list or as values of a map. */
  static Optional<Class<?>> nested(RecordComponent component) {
    Type type = component.getGenericType();
    if (type instanceof ParameterizedType parameterized) {
      type =
          parameterized.getActualTypeArguments()[parameterized.getActualTypeArguments().length - 1];
    }
    return type instanceof Class<?> named && isOne(named) ? Optional.of(named) : Optional.empty();
  }

  private Object instance() {
    for (int attempt = 0; attempt <= type.getRecordComponents().length; attempt++) {
      try {
        return construct();
      } catch (InvocationTargetException e) {
        if (!(e.getCause() instanceof InvalidSetting refused)) {
          throw new IllegalStateException(type + " can't be made without settings", e.getCause());
        }
        fill(refused);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("can't make " + type, e);
      }
    }
    throw new IllegalStateException(type + " refuses every value for " + needed.keySet());
  }

  private Object construct() throws ReflectiveOperationException {
    var components = type.getRecordComponents();
    var constructor =
        type.getDeclaredConstructor(
            Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    constructor.setAccessible(true);
    return constructor.newInstance(
        Arrays.stream(components).map(component -> needed.get(name(component))).toArray());
  }

  /** Gives a value to the setting that the refusal names. */
  private void fill(InvalidSetting refused) {
    String what = refused.problem().what();
    RecordComponent missing =
        components().stream()
            .filter(component -> what.endsWith("." + name(component)))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(type + " refuses unknown " + what));
    if (needed.put(name(missing), sample(missing)) != null) {
      throw new IllegalStateException(type + " refuses the sample for " + what, refused);
    }
  }

  private static Object sample(RecordComponent component) {
    if (component.getType() == List.class) {
      return List.of(new SettingsRecord(nested(component).orElseThrow()).defaults);
    }
    return switch (component.getType().getSimpleName()) {
      case "Region" -> new Region("NL");
      case "Integer" -> 1;
      case "String" -> "sample";
      case "Long" -> 1L;
      case "Path" -> Path.of("/sample");
      case "URI" -> URI.create("https://sample");
      default -> throw new IllegalStateException("no sample of " + component.getType());
    };
  }
}

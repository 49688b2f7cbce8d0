package org.keyferry.local.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.text.FailureText;
import org.keyferry.wire.Problem;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.settings.InvalidSetting;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** A YAML file with {@code keyferry.plan.feeds}, as settings have them. */
public final class PlanFile {
  private static final String PREFIX = "keyferry.plan.";
  private static final String FEEDS = "feeds[";

  private PlanFile() {}

  /**
   * The settings of the file, below {@code keyferry.plan}.
   *
   * @param quantum what every bucket has to be a multiple of
   * @throws CommandFailure if it can't be read, is no YAML or holds other settings too
   * @throws InvalidSetting if the feeds are refused
   */
  public static Map<String, String> read(Path file, Duration quantum) {
    var settings = new TreeMap<String, String>();
    for (var source : load(file)) {
      var all = (EnumerablePropertySource<?>) source;
      for (String name : all.getPropertyNames()) {
        String below = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
        if (!below.startsWith(FEEDS)) {
          throw new CommandFailure(
              new Problem("setting", file.toString(), PREFIX + "feeds and nothing else", name));
        }
        settings.put(below, String.valueOf(all.getProperty(name)));
      }
    }
    try {
      check(settings, quantum);
    } catch (InvalidSetting e) {
      throw e.in(file.toString());
    }
    return settings;
  }

  private static List<PropertySource<?>> load(Path file) {
    try {
      return new YamlPropertySourceLoader()
          .load("plan", new ByteArrayResource(Files.readAllBytes(file), file.toString()));
    } catch (MarkedYAMLException e) {
      String where =
          file + (e.getProblemMark() == null ? "" : ", line " + (e.getProblemMark().getLine() + 1));
      throw new CommandFailure(new Problem("plan", where, "YAML", e.getProblem()), e);
    } catch (IllegalStateException | YAMLException e) {
      throw new CommandFailure(
          new Problem("plan", file.toString(), "YAML", String.valueOf(e.getMessage())), e);
    } catch (IOException e) {
      throw new CommandFailure(
          new Problem("plan", file.toString(), "a file with YAML", FailureText.of(e)), e);
    }
  }

  private static void check(Map<String, String> settings, Duration quantum) {
    var all = new TreeMap<String, String>();
    settings.forEach((name, value) -> all.put(PREFIX + name, value));
    all.put(PREFIX + "quantum", quantum.toString());
    BoundSettings.of(all, "keyferry.plan", FeedPlan.class).grain();
  }
}

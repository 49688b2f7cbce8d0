package org.keyferry.local.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keyferry.local.backend.BackendRequest;
import org.keyferry.wire.Problem;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What to run and where to keep it. */
final class BackendOptions {
  private static final String COMMAND_LINE = "the command line";

  @Option(
      names = "--region",
      paramLabel = "REGION",
      defaultValue = "NL",
      converter = RegionText.class,
      description = "Region that the backend serves (default: ${DEFAULT-VALUE}).")
  private Region region;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${sys:keyferry.home:-.}/data",
      description = "Where everything is kept (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--bucket",
      paramLabel = "DURATION",
      defaultValue = "2h",
      converter = DurationText.class,
      description = {
        "How long a batch collects keys, 10s to 24h (default: ${DEFAULT-VALUE}).",
        "One below 10 min lowers the quantum of record times with it."
      })
  private Duration bucket;

  @Option(
      names = "--feed",
      paramLabel = "ID=DURATION",
      description = "A further feed of the region with a bucket of its own; may be repeated.")
  private Map<String, Duration> furtherFeeds = new LinkedHashMap<>();

  @Option(
      names = "--embargo",
      paramLabel = "DURATION",
      defaultValue = "2h",
      converter = DurationText.class,
      description =
          "How long a key is held back after its validity has ended (default: ${DEFAULT-VALUE}).")
  private Duration embargo;

  @Option(
      names = "--min-batch",
      paramLabel = "KEYS",
      defaultValue = "150",
      description = "A batch with any key is padded to so many (default: ${DEFAULT-VALUE}).")
  private int minimumBatchSize;

  @Mixin private ExchangeOptions exchange;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of an app, as docs/configuration.md lists them; may be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** The same refusal, with the name of the option that the value came from, if there is one. */
  InvalidSetting inOptions(InvalidSetting refused) {
    Problem problem = refused.problem();
    String option = optionOf(problem.what());
    return option == null
        ? refused
        : new InvalidSetting(
            new Problem(option, COMMAND_LINE, problem.expected(), problem.actual()));
  }

  private String optionOf(String setting) {
    if (setting.equals("keyferry.processor.embargo")) {
      return settings.containsKey(setting) ? null : "--embargo";
    }
    if (settings.keySet().stream().anyMatch(name -> name.startsWith("keyferry.plan."))) {
      return null;
    }
    if (setting.matches("keyferry\\.plan\\.feeds\\[.*]\\.minimum-batch-size")) {
      return "--min-batch";
    } else if (setting.equals("keyferry.plan.feeds[" + region + "].bucket")) {
      return "--bucket";
    } else if (setting.matches("keyferry\\.plan\\.feeds\\[.*]\\.(bucket|id)")) {
      return "--feed";
    }
    return null;
  }

  Path data() {
    return data;
  }

  BackendRequest request() {
    Duration taken = furtherFeeds.get(region.code());
    if (taken != null) {
      throw new InvalidSetting(
          new Problem(
              "--feed",
              COMMAND_LINE,
              "an id other than "
                  + region
                  + ", which the region's own feed has; --bucket is for that one",
              region + "=" + InvalidSetting.text(taken)));
    }
    return new BackendRequest(
        region,
        bucket,
        furtherFeeds,
        embargo,
        minimumBatchSize,
        exchange.exchange(region),
        false,
        settings);
  }
}

package org.keyferry.processor.plan;

import java.util.Map;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.settings.InvalidSetting;

/** Reads feeds as settings have them. */
@FunctionalInterface
public interface FeedSettings {
  /**
   * The plan that settings below {@code keyferry.plan} make.
   *
   * @param settings such as {@code feeds[0].region}, with their values as text
   * @throws InvalidSetting if a setting is unknown or its value refused
   */
  FeedPlan read(Map<String, String> settings);
}

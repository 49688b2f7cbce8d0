package org.keyferry.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedFiles;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.FeedPlan;
import org.keyferry.wire.feed.FeedSources;
import org.keyferry.wire.feed.ReleaseRamp;
import org.keyferry.wire.feed.RemoteSource;
import org.keyferry.wire.feed.TravellerKeys;
import org.keyferry.wire.key.Region;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.topic.TopicSettings;
import org.springframework.mock.env.MockEnvironment;

class BoundSettingsTest {
  private final MockEnvironment environment = new MockEnvironment();

  @Test
  void whatIsNotSetHasItsDefault() {
    var settings = BoundSettings.of(environment, "keyferry.topics", TopicSettings.class);

    assertThat(settings).isEqualTo(new TopicSettings(4, 4, 3));
  }

  @Test
  void listsOfNestedRecordsAreBound() {
    environment
        .withProperty("keyferry.plan.quantum", "10s")
        .withProperty("keyferry.plan.feeds[0].region", "NL")
        .withProperty("keyferry.plan.feeds[0].bucket", "10s")
        .withProperty("keyferry.plan.feeds[1].region", "NL")
        .withProperty("keyferry.plan.feeds[1].id", "NL-30")
        .withProperty("keyferry.plan.feeds[1].bucket", "30s");

    var plan = BoundSettings.of(environment, "keyferry.plan", FeedPlan.class);

    assertThat(plan.grain()).isEqualTo(Duration.ofSeconds(10));
    assertThat(plan.feeds())
        .extracting(Feed::id, Feed::region)
        .containsExactly(tuple("NL", new Region("NL")), tuple("NL-30", new Region("NL")));
  }

  @Test
  void sourcesAndFilesOfAFeedAreBound() {
    String feed = "keyferry.plan.feeds[0].";
    environment
        .withProperty(feed + "region", "NL")
        .withProperty(feed + "kind", "gateway")
        .withProperty(feed + "from.include-origins", "BE, DE")
        .withProperty(feed + "from.exclude-remote[0].peer", "hub.example")
        .withProperty(feed + "from.travellers", "none")
        .withProperty(feed + "from.ramps[0].origin", "DE")
        .withProperty(feed + "from.ramps[0].percent", "5")
        .withProperty(feed + "files.formats", "export")
        .withProperty(feed + "files.retention", "7d")
        .withProperty(feed + "files.maximum-keys-per-file", "1000");

    Feed bound = BoundSettings.of(environment, "keyferry.plan", FeedPlan.class).feeds().getFirst();

    assertThat(bound.kind()).isEqualTo(FeedKind.GATEWAY);
    assertThat(bound.from())
        .isEqualTo(
            new FeedSources(
                List.of("BE", "DE"),
                null,
                null,
                List.of(new RemoteSource("hub.example", "*")),
                TravellerKeys.NONE,
                List.of(new ReleaseRamp(new Region("DE"), 5))));
    assertThat(bound.files()).isEqualTo(new FeedFiles(null, Duration.ofDays(7), 1000, null, null));
  }

  @Test
  void refusedValueIsToldWithItsName() {
    environment.withProperty("keyferry.topics.key-partitions", "0");

    assertThatThrownBy(() -> BoundSettings.of(environment, "keyferry.topics", TopicSettings.class))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(
            "keyferry.topics.key-partitions in the settings: expected a number from 1 to 1024, got"
                + " 0");
  }

  @Test
  void unknownSettingUnderThePrefixIsRefusedByName() {
    environment.withProperty("keyferry.topics.key-partition", "4");

    assertThatThrownBy(() -> BoundSettings.of(environment, "keyferry.topics", TopicSettings.class))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(
            "keyferry.topics.key-partition in mockProperties: expected a known setting"
                + " (docs/configuration.md lists them), got an unknown one");
  }

  @Test
  void valueOfTheWrongTypeIsToldWithItsName() {
    environment.withProperty("keyferry.plan.quantum", "soon");

    assertRefused(
        "keyferry.plan",
        FeedPlan.class,
        "keyferry.plan.quantum in mockProperties: expected a duration such as 10s, 90m, 2h or 14d,"
            + " got soon");
  }

  @Test
  void numberAndKindThatAreNoneAreToldWithWhatWouldBeOne() {
    environment.withProperty("keyferry.topics.key-partitions", "many");
    environment.withProperty("keyferry.plan.feeds[0].kind", "hubb");

    assertRefused(
        "keyferry.topics",
        TopicSettings.class,
        "keyferry.topics.key-partitions in mockProperties: expected a whole number, got many");
    assertRefused(
        "keyferry.plan",
        FeedPlan.class,
        "keyferry.plan.feeds[0].kind in mockProperties: expected one of public, all-to-all,"
            + " regional, hub, gateway, got hubb");
  }

  @Test
  void aRegionThatIsNoneIsOneProblem() {
    environment.withProperty("keyferry.plan.feeds[0].region", "nl");

    assertRefused(
        "keyferry.plan",
        FeedPlan.class,
        "keyferry.plan.feeds[0].region in mockProperties: expected a code such as NL or GB-SCT, got"
            + " nl");
  }

  private void assertRefused(String prefix, Class<?> type, String message) {
    assertThatThrownBy(() -> BoundSettings.of(environment, prefix, type))
        .isInstanceOf(InvalidSetting.class)
        .hasMessage(message);
  }
}

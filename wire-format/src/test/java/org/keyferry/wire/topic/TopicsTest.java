package org.keyferry.wire.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.keyferry.wire.settings.InvalidSetting;
import org.keyferry.wire.topic.Topic.Partitioning;

class TopicsTest {

  @Test
  void everyTopicIsNamedOnce() {
    assertThat(Topics.ALL).extracting(Topic::name).doesNotHaveDuplicates();
  }

  @Test
  void keyBytesAreInTheTopicsThatNeedThemAlone() {
    assertThat(Topics.ALL.stream().filter(Topic::carriesKeyBytes))
        .containsExactly(
            Topics.KEYS_SUBMITTED,
            Topics.KEYS_FEDERATED,
            Topics.FEEDS_SLICES,
            Topics.BATCHES_SEALED);
  }

  @Test
  void regionsOfInterestGoNoFurtherThanTheInputs() {
    assertThat(Topics.ALL.stream().filter(Topic::carriesRegionsOfInterest))
        .containsExactly(Topics.KEYS_SUBMITTED, Topics.KEYS_FEDERATED);
  }

  @Test
  void noTopicWithKeysKeepsThemLongerThanTwoWeeks() {
    assertThat(Topics.ALL.stream().filter(Topic::carriesKeyBytes))
        .allSatisfy(topic -> {
          assertThat(topic.retention()).isLessThanOrEqualTo(Duration.ofDays(14));
          assertThat(topic.compacted()).isFalse();
        });
  }

  @Test
  void bothInputsHaveEquallyManyPartitions() {
    var settings = new TopicSettings(12, 3, 3);
    assertThat(settings.partitions(Topics.KEYS_SUBMITTED)).isEqualTo(12);
    assertThat(settings.partitions(Topics.KEYS_FEDERATED)).isEqualTo(12);
    assertThat(settings.partitions(Topics.BATCHES_SEALED)).isEqualTo(3);
    assertThat(settings.partitions(Topics.BATCHES_PUBLISHED)).isEqualTo(1);
    assertThat(Topics.KEYS_SUBMITTED.partitioning()).isEqualTo(Partitioning.BY_KEY);
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertRefused(0, 1, 1, "keyferry.topics.key-partitions");
    assertRefused(1025, 1, 1, "keyferry.topics.key-partitions");
    assertRefused(1, 0, 1, "keyferry.topics.feed-partitions");
    assertRefused(1, 1, 8, "keyferry.topics.replication-factor");
  }

  private static void assertRefused(int keys, int feeds, int replicas, String setting) {
    assertThatThrownBy(() -> new TopicSettings(keys, feeds, replicas))
        .isInstanceOf(InvalidSetting.class)
        .hasMessageStartingWith(setting);
  }
}

package org.keyferry.houserules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.keyferry.edge.settings.BoundSettings;
import org.keyferry.wire.feed.Feed;
import org.keyferry.wire.feed.FeedKind;
import org.keyferry.wire.feed.FeedPlan;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** The page about feeds knows every kind, and its example is a plan that would be taken. */
class FeedsPageTest {
  private static final String PAGE = SourceTree.read(Path.of("docs/feeds.md"));

  @Test
  void everyKindHasARow() {
    for (FeedKind kind : FeedKind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
      assertThat(PAGE).contains("\n| `" + name + "` | ");
    }
  }

  @Test
  void exampleIsBound() throws IOException {
    var block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(PAGE);
    assertThat(block.find()).isTrue();
    var environment = new StandardEnvironment();
    new YamlPropertySourceLoader()
        .load("page", new ByteArrayResource(block.group(1).getBytes(StandardCharsets.UTF_8)))
        .forEach(environment.getPropertySources()::addFirst);

    var plan = BoundSettings.of(environment, "keyferry.plan", FeedPlan.class);

    assertThat(plan.feeds()).extracting(Feed::id).containsExactly("NL", "to-BE");
    assertThat(plan.feeds().getFirst().from().includeRemote()).hasSize(1);
  }
}

package org.keyferry.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyferry.connector.pull.PullSource;

/** Under which bytes a position is found again. */
class PositionsTest {

  /** What Connect writes and looks for depends on the order in which the entries come. */
  @Test
  @Tag("V47")
  void positionHasTheSameNameInEveryProcess() {
    var partition = Positions.partition(new PullSource.Id("BE", "a2a"));

    assertThat(json(partition)).isEqualTo("[\"federation\",{\"feed\":\"a2a\",\"peer\":\"BE\"}]");
  }

  private static String json(Map<String, String> partition) {
    try (var converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "false", "converter.type", "key"));
      byte[] name = converter.fromConnectData("offsets", null, List.of("federation", partition));
      return new String(name, StandardCharsets.UTF_8);
    }
  }
}

package org.keyferry.connector.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jose4j.json.JsonUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By what a hub knows an upload again, in both formats. */
@Tag("N07")
class UploadTagsTest {
  @TempDir Path directory;
  private Hub hub;

  @BeforeEach
  void start() throws Exception {
    hub = new Hub(directory);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private String tagOf(String format, SealedPart part) throws Exception {
    hub.answering(201).of(format).upload(part);
    var upload = hub.uploads().getLast();
    return format.equals("efgs")
        ? upload.headers().getFirst("batchTag")
        : (String) JsonUtil.parseJson(upload.body()).get("batchTag");
  }

  @ParameterizedTest
  @ValueSource(strings = {"efgs", "interop"})
  void repeatHasTheSameTag(String format) throws Exception {
    assertThat(tagOf(format, Hub.part())).isEqualTo(tagOf(format, Hub.part())).startsWith("NL-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"efgs", "interop"})
  void anotherPartHasAnotherTag(String format) throws Exception {
    var part = Hub.part();
    var next =
        new SealedPart(
            part.feed(), part.sequence(), 1, part.origin(), part.visitedCountries(), part.keys());

    assertThat(tagOf(format, next)).isNotEqualTo(tagOf(format, part));
  }

  @ParameterizedTest
  @ValueSource(strings = {"efgs", "interop"})
  void otherKeysOfTheSameNumbersHaveAnotherTag(String format) throws Exception {
    var part = Hub.part();
    var anew = part.only(List.of(1));

    assertThat(tagOf(format, anew)).isNotEqualTo(tagOf(format, part));
  }
}

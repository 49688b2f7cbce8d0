package org.keyferry.connector.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What statuses of hubs mean, in both formats. */
@Tag("N07")
class UploadAnswersTest {
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

  @ParameterizedTest
  @CsvSource({"efgs,201", "efgs,409", "interop,200", "interop,201", "interop,204", "interop,409"})
  void hubHasThePart(String format, int status) throws Exception {
    hub.answering(status);

    assertThat(hub.of(format).upload(Hub.part())).isEqualTo(2);
    assertThat(hub.uploads()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"efgs,400", "efgs,401", "efgs,403", "interop,400", "interop,401", "interop,403"})
  void hubWillNeverTakeThePart(String format, int status) throws Exception {
    hub.answering(status);
    HubUploads uploads = hub.of(format);

    assertThatThrownBy(() -> uploads.upload(Hub.part()))
        .isInstanceOf(UploadRefused.class)
        .hasMessageContaining("part 0 of batch 7 of to-hub")
        .hasMessageContaining(String.valueOf(status));
  }

  @ParameterizedTest
  @CsvSource({"efgs", "interop"})
  void partThatIsTooLargeIsRefusedWithWhatToLower(String format) throws Exception {
    hub.answering(413);
    HubUploads uploads = hub.of(format);

    assertThatThrownBy(() -> uploads.upload(Hub.part()))
        .isInstanceOf(UploadRefused.class)
        .hasMessageContaining("upload.most.keys");
  }

  @ParameterizedTest
  @CsvSource({
    "efgs,200", "efgs,302", "efgs,429", "efgs,500", "efgs,503",
    "interop,207", "interop,302", "interop,429", "interop,500", "interop,503"
  })
  void partIsUploadedAgainLater(String format, int status) throws Exception {
    hub.answering(status);
    HubUploads uploads = hub.of(format);

    assertThatThrownBy(() -> uploads.upload(Hub.part()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(String.valueOf(status));
  }
}

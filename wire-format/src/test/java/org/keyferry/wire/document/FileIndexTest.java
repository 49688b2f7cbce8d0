package org.keyferry.wire.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FileIndexTest {
  private static final ListedFile FIRST = file("NL/1-2-00001.zip");
  private static final ListedFile SECOND = file("NL/2-3-00001.zip");

  private static ListedFile file(String name) {
    return new ListedFile(
        name, SampleListing.hash(name), 5, BatchName.of(SampleListing.END));
  }

  private static FileIndex index(List<ListedFile> files) {
    return new FileIndex("NL", SampleListing.head(), SampleListing.hash("index"), files);
  }

  @Test
  void whatIsWrittenIsRead() throws MalformedDocument {
    FileIndex index = index(List.of(FIRST, SECOND));

    assertThat(FileIndex.parse(index.render(), "test")).isEqualTo(index);
  }

  @Test
  void filesOutOfOrderAreRefused() {
    assertThatThrownBy(() -> index(List.of(SECOND, FIRST)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

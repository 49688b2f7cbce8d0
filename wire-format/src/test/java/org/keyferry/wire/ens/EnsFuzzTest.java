package org.keyferry.wire.ens;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyferry.wire.hub.DefectList;
import org.keyferry.wire.hub.DefectList.Defect;
import org.keyferry.wire.hub.MalformedBatch;

/**
 * No input makes a reader throw anything but what it declares. A build runs the seeds; with {@code
 * JAZZER_FUZZ=1} in the environment a method looks for new ones.
 */
class EnsFuzzTest {
  static Stream<byte[]> pages() throws IOException {
    return Stream.concat(
        Stream.of(DefectList.file("ens/golden/page.binpb")),
        EnsFormatTest.defects().stream().map(Defect::content));
  }

  @MethodSource("pages")
  @FuzzTest
  void anyPage(byte[] body) {
    try {
      EnsPage page = EnsPage.read(body, "fuzz", EnsFormatTest.LIMITS);
      EnsState next = page.nextAfter(page.next());
      if (!EnsState.parse(next.text()).equals(next)) {
        throw new AssertionError("a state that is not read as it was written");
      }
    } catch (MalformedBatch declared) {
      // What a reader says of bad input.
    }
  }
}

package org.keyferry.wire.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyferry.wire.hub.BatchLimits;
import org.keyferry.wire.hub.DefectList;
import org.keyferry.wire.hub.DefectList.Defect;
import org.keyferry.wire.hub.MalformedBatch;
import org.keyferry.wire.hub.UntrustedBatch;

/**
 * No input makes a reader throw anything but what it declares. A build runs the seeds; with {@code
 * JAZZER_FUZZ=1} in the environment a method looks for new ones.
 */
class InteropFuzzTest {
  private static final BatchLimits LIMITS = new BatchLimits(1_000, 1 << 20, 64);

  static Stream<byte[]> uploads() throws IOException {
    return seeds("upload.json", "upload");
  }

  static Stream<byte[]> contents() throws IOException {
    return seeds("content.json", "content");
  }

  static Stream<byte[]> downloads() throws IOException {
    return seeds("download.json", "download");
  }

  static Stream<byte[]> jws() throws IOException {
    return DefectList.of("interop/defects/jws").stream().map(Defect::content);
  }

  private static Stream<byte[]> seeds(String golden, String defects) throws IOException {
    return Stream.concat(
        Stream.of(InteropFormatTest.golden(golden)),
        DefectList.of("interop/defects/" + defects).stream().map(Defect::content));
  }

  @MethodSource("uploads")
  @FuzzTest
  void anyUpload(byte[] body) {
    try {
      InteropUpload.read(body, "fuzz", LIMITS);
    } catch (MalformedBatch declared) {
      // What a reader says of bad input.
    }
  }

  @MethodSource("contents")
  @FuzzTest
  void anyContent(byte[] body) {
    try {
      InteropUpload.readContent(body, "fuzz", LIMITS);
    } catch (MalformedBatch declared) {
      // What a reader says of bad input.
    }
  }

  @MethodSource("downloads")
  @FuzzTest
  void anyDownload(byte[] body) {
    try {
      InteropDownload.read(body, "fuzz", LIMITS);
    } catch (MalformedBatch declared) {
      // What a reader says of bad input.
    }
  }

  @MethodSource("jws")
  @FuzzTest
  void anyJws(byte[] text) throws Exception {
    try {
      CompactJws.parse(new String(text, ISO_8859_1)).verify(List.of(InteropFormatTest.publicKey()));
    } catch (MalformedBatch | UntrustedBatch declared) {
      // What a reader says of bad input.
    }
  }
}

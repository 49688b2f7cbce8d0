package org.keyferry.wire.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.edi.BatchFlag;
import org.keyferry.wire.edi.BatchStamp;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.Region;

/** Items as the published vector has them, and filters of them. */
final class SampleItems {
  static final BatchStamp STAMP =
      new BatchStamp(
          42,
          BatchWindow.ofEpochSeconds(1_767_225_600, 1_767_232_800),
          new Region("GB-EAW"),
          Set.of(BatchFlag.STUFFED),
          0);

  private SampleItems() {}

  static byte[] item(int number) {
    return Sha256.bytesOf(("ccf1-item-" + number).getBytes(US_ASCII));
  }

  static List<byte[]> items(int count) {
    return IntStream.range(0, count).mapToObj(SampleItems::item).toList();
  }

  static BuiltFilter filter(FilterShape shape, String batchId, int count) {
    return filter(shape, batchId, items(count));
  }

  static BuiltFilter filter(FilterShape shape, String batchId, List<byte[]> items) {
    var builder = new FilterBuilder(shape, STAMP, batchId);
    items.forEach(builder::add);
    return builder.build();
  }

  static byte[] bytes(BuiltFilter filter) {
    try {
      var out = new ByteArrayOutputStream();
      filter.writeTo(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ExposureFilter read(byte[] file) {
    try {
      return new FilterReader().read(new ByteArrayInputStream(file), "sample.ccf");
    } catch (IOException | MalformedFilter e) {
      throw new AssertionError(e);
    }
  }
}

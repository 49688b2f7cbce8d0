package org.keyferry.bench.bytes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.keyferry.bench.report.Comparison;
import org.keyferry.bench.report.Figure;
import org.keyferry.bench.report.Target;
import org.keyferry.local.CommandFailure;
import org.keyferry.wire.Problem;
import org.keyferry.wire.Sha256;
import org.keyferry.wire.edi.BatchStamp;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.filter.ExposureFilter;
import org.keyferry.wire.filter.FilterBuilder;
import org.keyferry.wire.filter.FilterKind;
import org.keyferry.wire.filter.FilterReader;
import org.keyferry.wire.filter.FilterShape;
import org.keyferry.wire.filter.ItemKind;
import org.keyferry.wire.filter.MalformedFilter;
import org.keyferry.wire.key.Region;

/** Bits of each item in filters of one kind, and how often they take a foreign item for theirs. */
final class FilterBytes {
  private static final List<Integer> FINGERPRINTS = List.of(8, 16, 32, 48);

  /** The bits of the one whose size is compared to its limit. */
  private static final int COMPARED = 16;

  private static final int MOST_FOREIGN = 1_000_000;
  private static final int FEWEST_FOREIGN = 10_000;

  /** Each so many an item is asked for, whether it is found. */
  private static final int STEP = 97;

  private static final int BEYOND = 400_000_000;
  private static final double BITS_OF_A_KILOBYTE = 8_000;
  private static final BatchStamp STAMP =
      BatchStamp.of(1, BatchWindow.ofEpochSeconds(0, 7_200), new Region("NL"));
  private static final List<String> NOTES =
      List.of(
          "The limit is what a filter of the same error rate needs at least: log2(1/rate) bits for"
              + " each item.",
          "Rates are counted over ten times as many foreign items as the filter has, a million at"
              + " most; one below what that can show comes out as 0. That of 32 and 48 bits is by"
              + " arithmetic 2 to the power of minus the bits, of a cuckoo filter up to 7.5 times"
              + " that.",
          "Extrapolated: the size of "
              + BEYOND
              + " items follows from the layout, and was not"
              + " built.");

  private final FilterKind kind;
  private final int items;
  private final List<Figure> figures = new ArrayList<>();

  FilterBytes(FilterKind kind, int items) {
    this.kind = kind;
    this.items = items;
  }

  Comparison comparison() throws IOException {
    double compared = 0;
    for (int bits : FINGERPRINTS) {
      var filter = filter(new FilterShape(kind, bits, ItemKind.PROXIMITY_ID));
      double perItem = (double) filter.header().bodyLength() * Byte.SIZE / items;
      figures.add(Figure.of(bits + " bits: size", "bits/item", perItem));
      figures.add(Figure.of(bits + " bits: errors", "1/million", errors(filter)));
      compared = bits == COMPARED ? perItem : compared;
    }
    for (int bits : FINGERPRINTS) {
      long bytes = new FilterShape(kind, bits, ItemKind.PROXIMITY_ID).fileLength(BEYOND);
      double perItem = (double) bytes * Byte.SIZE / BEYOND;
      figures.add(Figure.of(bits + " bits: extrapolated", "bits/item", perItem));
    }
    return new Comparison(
        "bytes",
        String.format(Locale.ROOT, "%s of %,d items", kind, items),
        Figure.of("items in a kilobyte, 16 bits", "1/kB", BITS_OF_A_KILOBYTE / compared),
        Figure.of("least for the rate", "1/kB", BITS_OF_A_KILOBYTE / leastBits()),
        Target.share(target()),
        figures,
        NOTES);
  }

  /** A cuckoo filter errs up to 7.5 times as often, since it looks at eight cells. */
  private double leastBits() {
    double cellsLookedAt = kind == FilterKind.CUCKOO ? 7.5 : 1;
    return COMPARED - Math.log(cellsLookedAt) / Math.log(2);
  }

  private double target() {
    return switch (kind) {
      case BINARY_FUSE -> 0.7;
      case CUCKOO -> 0.35;
      case GOLOMB -> 0.9;
    };
  }

  private ExposureFilter filter(FilterShape shape) throws IOException {
    var builder = new FilterBuilder(shape, STAMP, "197001010200");
    for (int i = 0; i < items; i++) {
      builder.add(item(i));
    }
    var out = new ByteArrayOutputStream();
    builder.build().writeTo(out);
    ExposureFilter filter;
    try {
      filter = new FilterReader().read(new ByteArrayInputStream(out.toByteArray()), "filter");
    } catch (MalformedFilter e) {
      throw new CommandFailure(e.problem(), e);
    }
    for (int i = 0; i < items; i += STEP) {
      if (!filter.mightContain(item(i))) {
        throw new CommandFailure(new Problem("item " + i, kind.name(), "to be found", "not found"));
      }
    }
    return filter;
  }

  private double errors(ExposureFilter filter) {
    int foreign = Math.clamp(10L * items, FEWEST_FOREIGN, MOST_FOREIGN);
    long errors = 0;
    for (int i = 1; i <= foreign; i++) {
      errors += filter.mightContain(item(-i)) ? 1 : 0;
    }
    return errors * 1e6 / foreign;
  }

  private static byte[] item(int number) {
    return Sha256.bytesOf(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }
}

package org.keyferry.exporter.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.keyferry.wire.export.ExportHeader;
import org.keyferry.wire.feed.BatchWindow;
import org.keyferry.wire.key.Region;

/**
 * The keys of a batch that go into one export file, and the number that the file gets.
 *
 * <p>Each slice has numbers of its own, so that files can be stored side by side and a repetition
 * finds the same: of n files the k-th tries k, and while another's object has that name k + n, k +
 * 2n and so on.
 *
 * @param from the first key, counted from 0
 * @param count how many keys
 * @param number the file's number, from 1
 * @param files how many files the batch is split into
 */
record FileSlice(long from, long count, int number, int files) {

  /**
   * The slices of a batch: as few as the maximum allows, and all of the same size but for one key.
   */
  static List<FileSlice> of(long keys, int maximumKeysPerFile) {
    int files = Math.toIntExact(Math.ceilDiv(keys, maximumKeysPerFile));
    return numbered(keys, IntStream.rangeClosed(1, files).boxed().toList());
  }

  /** The slices of a batch whose files have these numbers. */
  static List<FileSlice> numbered(long keys, List<Integer> numbers) {
    int files = numbers.size();
    var slices = new ArrayList<FileSlice>();
    long from = 0;
    for (int i = 0; i < files; i++) {
      long count = keys / files + (i < keys % files ? 1 : 0);
      slices.add(new FileSlice(from, count, numbers.get(i), files));
      from += count;
    }
    return slices;
  }

  /** The same keys in a file whose number comes behind another batch's. */
  FileSlice behind(int lastNumber) {
    return new FileSlice(from, count, lastNumber + number, files);
  }

  /** The same keys under the next number. */
  FileSlice next() {
    return new FileSlice(from, count, number + files, files);
  }

  /** What the file says before its keys. */
  ExportHeader header(BatchWindow window, Region region) {
    return new ExportHeader(window, region, number, Math.max(files, number));
  }
}

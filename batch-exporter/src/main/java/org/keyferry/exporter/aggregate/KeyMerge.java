package org.keyferry.exporter.aggregate;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.keyferry.wire.edi.EdiCursor;
import org.keyferry.wire.edi.EdiRecord;
import org.keyferry.wire.edi.EdiWriter;
import org.keyferry.wire.edi.MalformedEdi;

/**
 * Merges the sorted records of batches into sorted records of aggregates, all of them at once: an
 * aggregate is of the newest so many batches, so the newest record of a key is the one that counts
 * in each aggregate that has the key at all. Nothing that grows with the number of keys is held.
 *
 * <p>in: cursors over batches, newest first; out: records, each key once
 */
final class KeyMerge {
  private static final Comparator<ByteString> BYTES =
      ByteString.unsignedLexicographicalComparator();

  /**
   * An aggregate that is being written.
   *
   * @param batches how many of the newest batches it is of
   */
  record Output(int batches, EdiWriter writer) {}

  /** The next record of the batch with that place, 0 for the newest. */
  private record Head(EdiRecord record, int place, EdiCursor cursor) {}

  private static final Comparator<Head> ORDER =
      Comparator.<Head, ByteString>comparing(head -> head.record().key(), BYTES)
          .thenComparingInt(Head::place);

  private final List<Output> outputs;
  private final PriorityQueue<Head> heads = new PriorityQueue<>(ORDER);

  private KeyMerge(List<Output> outputs) {
    this.outputs = outputs;
  }

  /** Merges everything. */
  static void merge(List<EdiCursor> newestFirst, List<Output> outputs)
      throws IOException, MalformedEdi {
    var merge = new KeyMerge(new ArrayList<>(outputs));
    for (int place = 0; place < newestFirst.size(); place++) {
      merge.advance(newestFirst.get(place), place);
    }
    merge.run();
  }

  private void advance(EdiCursor cursor, int place) throws IOException, MalformedEdi {
    var next = cursor.next();
    if (next.isPresent()) {
      heads.add(new Head(next.get(), place, cursor));
    }
  }

  private void run() throws IOException, MalformedEdi {
    ByteString last = null;
    while (!heads.isEmpty()) {
      Head head = heads.poll();
      EdiRecord record = head.record();
      if (!record.key().equals(last)) {
        last = record.key();
        for (Output output : outputs) {
          if (head.place() < output.batches()) {
            output.writer().add(record);
          }
        }
      }
      advance(head.cursor(), head.place());
    }
  }
}

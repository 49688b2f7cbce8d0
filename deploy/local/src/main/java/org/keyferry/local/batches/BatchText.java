package org.keyferry.local.batches;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.keyferry.local.text.Table;

/** Batches for people. */
public final class BatchText {
  private BatchText() {}

  /** One line each. */
  public static void list(List<BatchView> batches, PrintWriter out) {
    var table = new Table("FEED", "NUMBER", "STATE", "START", "END", "KEYS", "PADDING", "FILES");
    for (var batch : batches) {
      table.row(
          batch.feed(),
          batch.sequence(),
          state(batch),
          batch.start(),
          batch.end(),
          batch.keys(),
          batch.padding(),
          batch.objects().size());
    }
    table.print(out);
  }

  /** All that is known of one. */
  public static void show(BatchView batch, PrintWriter out) {
    list(List.of(batch), out);
    if (!batch.about().isEmpty()) {
      out.println();
      out.println(batch.about());
    }
    if (!batch.objects().isEmpty()) {
      out.println();
      var table = new Table("FILE", "BYTES", "SHA-256", "SIGNED BY");
      batch
          .objects()
          .forEach(object ->
              table.row(
                  object.name(),
                  object.size(),
                  object.sha256(),
                  String.join(" ", object.signedBy())));
      table.print(out);
    }
  }

  private static String state(BatchView batch) {
    return batch.state().name().toLowerCase(Locale.ROOT);
  }
}

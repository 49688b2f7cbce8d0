package org.keyferry.local.status;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.keyferry.local.text.Table;

/** The status for people. */
public final class StatusText {
  private static final int NEWEST = 5;

  private StatusText() {}

  /** Prints all that is known. */
  public static void print(BackendStatus status, PrintWriter out) {
    status.parts().forEach((part, state) -> out.println(part + " is " + state));
    restoring(status, out);
    setAside(status, out);
    out.println();
    topics(status).print(out);
    if (!status.connectors().isEmpty()) {
      out.println();
      connectors(status).print(out);
    }
    if (status.buckets() != null) {
      out.println();
      buckets(status.buckets()).print(out);
    }
    if (status.batches() != null) {
      out.println();
      batches(status.batches()).print(out);
    }
    out.flush();
  }

  private static void restoring(BackendStatus status, PrintWriter out) {
    if (status.buckets() != null && status.buckets().restoring() > 0) {
      out.printf(
          Locale.ROOT,
          "the processor restores its stores: %,d records left%n",
          status.buckets().restoring());
    }
  }

  private static void setAside(BackendStatus status, PrintWriter out) {
    status
        .setAside()
        .forEach((peer, batches) ->
            out.printf(
                Locale.ROOT,
                "batches of %s that were set aside and wait for a decision: %,d"
                    + " (./keyferry peers batches %s)%n",
                peer,
                batches,
                peer));
  }

  private static Table topics(BackendStatus status) {
    var table = new Table("TOPIC", "GROUP", "LAG RECORDS", "LAG SECONDS");
    for (TopicLag lag : status.topics()) {
      table.row(
          lag.topic(), orDash(lag.group()), orDash(lag.lagRecords()), orDash(lag.lagSeconds()));
    }
    return table;
  }

  private static Table connectors(BackendStatus status) {
    var table = new Table("CONNECTOR", "STATE", "TASKS");
    for (ConnectStatus connector : status.connectors()) {
      // One that is stopped has none, and neither has one without a peer to read.
      String tasks = String.join(" ", connector.tasks());
      table.row(connector.name(), connector.state(), tasks.isEmpty() ? "none" : tasks);
    }
    return table;
  }

  private static Table buckets(BucketStatus buckets) {
    var table = new Table("BUCKET OF FEED", "START", "END", "STATE", "KEYS", "PADDING");
    for (var open : buckets.open()) {
      table.row(open.feed(), open.start(), open.end(), "open", open.keys(), "-");
    }
    for (var sealed : newest(buckets.sealed())) {
      table.row(
          sealed.feed(),
          sealed.start(),
          sealed.end(),
          "sealed as " + sealed.sequence(),
          sealed.keys(),
          sealed.padding());
    }
    return table;
  }

  private static Table batches(BatchStatus batches) {
    var table = new Table("BATCH OF FEED", "NUMBER", "END", "KEYS", "PADDING", "FILES");
    for (var batch : newest(batches.published())) {
      var names = batch.objects().stream().map(BatchStatus.PublishedObject::name).toList();
      table.row(
          batch.feed(),
          batch.sequence(),
          batch.end(),
          batch.keys(),
          batch.padding(),
          names.isEmpty() ? "-" : String.join(" ", names));
    }
    return table;
  }

  private static <T> List<T> newest(List<T> all) {
    return all.subList(0, Math.min(NEWEST, all.size()));
  }

  private static String orDash(Object value) {
    return value == null || value.equals("") ? "-" : value.toString();
  }
}

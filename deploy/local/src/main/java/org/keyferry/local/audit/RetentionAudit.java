package org.keyferry.local.audit;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.local.audit.Finding.Kind;
import org.keyferry.local.backend.DataDirectory;
import org.keyferry.local.backend.RunDescriptor;
import org.keyferry.local.backend.StoreCredentials;

/**
 * Looks at every place of a local backend that may hold keys.
 *
 * <p>in: a data directory, and what runs on it; out: {@link AuditReport}
 */
public final class RetentionAudit {
  private final DataDirectory data;
  private final Optional<RunDescriptor> running;
  private final Optional<KafkaSettings> kafka;
  private final InstantSource clock;

  /**
   * @param running what runs on the directory, if anything does
   * @param kafka how to reach the broker, if one runs
   */
  public RetentionAudit(
      DataDirectory data,
      Optional<RunDescriptor> running,
      Optional<KafkaSettings> kafka,
      InstantSource clock) {
    this.data = data;
    this.running = running;
    this.kafka = kafka;
    this.clock = clock;
  }

  /**
   * Looks.
   *
   * @throws IOException if a file can't be read, or the object store does not answer
   */
  public AuditReport report(Duration limit) throws IOException, InterruptedException {
    var findings = new ArrayList<Finding>();
    var unseen = new ArrayList<String>();
    if (kafka.isPresent()) {
      findings.addAll(new BrokerTopics(kafka.get()).find());
    } else {
      unseen.add("topics as clients read them, as no broker runs; its files were");
    }
    findings.addAll(new SegmentFiles(data.kafka()).find());
    findings.addAll(new StoreFiles(data.streams()).find());
    findings.addAll(new PlainFiles(data.spool(), Kind.SPOOL).find());
    findings.addAll(new PlainFiles(data.connectSpool(), Kind.SPOOL).find());
    findings.addAll(new PlainFiles(data.held(), Kind.HELD).find());
    findings.addAll(objects(unseen));
    if (running.isPresent()) {
      unseen.add("what processes have in memory only");
    }
    unseen.add(
        "marks of deletion in files of stores, which have a key and no time; compaction takes"
            + " them");
    unseen.add("caches in front of the origin, and logs, which hold no keys");
    return AuditReport.of(clock.instant(), limit, findings, unseen);
  }

  /** Looks at the topics of a broker elsewhere, of which nothing else can be seen from here. */
  public static AuditReport ofTopics(KafkaSettings kafka, Duration limit, InstantSource clock)
      throws InterruptedException {
    var unseen =
        List.of(
            "segment files, stores, spool and objects of a backend elsewhere: run the audit with"
                + " --data where they are",
            "what processes have in memory only");
    return AuditReport.of(clock.instant(), limit, new BrokerTopics(kafka).find(), unseen);
  }

  private List<Finding> objects(List<String> unseen) throws IOException {
    if (running.isPresent()) {
      return new StoredObjects(running.get().s3(), StoreCredentials.read(data.storeCredentials()))
          .find();
    }
    unseen.add("objects as the store tells them, as none runs; all of its files were");
    return new PlainFiles(data.objects(), Kind.OBJECT).find();
  }
}

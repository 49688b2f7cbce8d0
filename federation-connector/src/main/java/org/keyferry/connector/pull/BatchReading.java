package org.keyferry.connector.pull;

import com.google.protobuf.ByteString;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keyferry.connector.archive.BatchObject;
import org.keyferry.connector.screen.BatchContent;
import org.keyferry.connector.screen.BatchFacts;
import org.keyferry.connector.screen.BatchRefused;
import org.keyferry.event.v1.PulledBatch;
import org.keyferry.wire.key.Region;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch, from its bytes to its last key: read and judged whole, then kept, then handed over.
 * Nothing that grows with it is held in memory.
 *
 * @param parts of its feed
 * @param counts of its feed
 * @param spool file with its bytes
 */
record BatchReading(SourceParts parts, PullEnvironment environment, PullCounts counts, Path spool) {
  private static final Logger LOG = LoggerFactory.getLogger(BatchReading.class);
  private static final String PROVEN = "origin-proven";
  private static final String KEYS = "keys";
  private static final String WHY = "set-aside-for";

  /** A batch that was just downloaded. */
  PullPosition take(PullAnswer.Batch batch, PullPosition before)
      throws IOException, BatchRefused, InterruptedException {
    if (batch.isEmpty()) {
      return pass(batch, before);
    }
    BatchFacts facts = inspect(batch.batchId());
    Instant now = environment.clock().instant();
    if (!facts.windowEnd().isAfter(before.skipThrough())) {
      return pass(batch, before);
    }
    PullSource.Id id = parts.source().id();
    Optional<String> excess =
        environment.caps().letIn(id.peer(), id.feed(), before.ledger(), facts.keys(), now);
    String prefix = excess.isPresent() ? BatchObject.QUARANTINE : BatchObject.IMPORT;
    String object =
        environment.archive().keep(prefix, described(batch, facts, excess), spool, facts.sha256());
    if (batch.proof().isPresent()) {
      environment.archive().keepProof(object, batch.proof().get());
    }
    if (excess.isPresent()) {
      return setAside(batch, facts, object, before, excess.get());
    }
    var open = new OpenBatch(batch.batchId(), batch.feedId(), object, 0, KeyCounts.NONE);
    return handOver(
        open, facts, before.letIn(facts.keys(), now), content().verifiedBefore(batch.proof()));
  }

  /** A batch of which some keys went on before this task began. */
  PullPosition resume(PullPosition position) throws IOException, BatchRefused {
    OpenBatch open = position.open().orElseThrow();
    var kept =
        environment
            .archive()
            .fetch(open.object(), spool)
            .orElseThrow(() -> new IOException("the archive has no " + open.object()));
    var content = content().verifiedBefore(environment.archive().fetchProof(open.object()));
    BatchFacts read = read(content, open.batchId(), key -> {});
    var facts =
        new BatchFacts(
            read.sha256(), read.keys(), Boolean.parseBoolean(kept.get(PROVEN)), read.windowEnd());
    return handOver(open, facts, position, content);
  }

  private BatchContent content() {
    return parts.protocol().content();
  }

  /** Signed by a key that we don't know may mean that it is a new one. */
  private BatchFacts inspect(String batchId) throws IOException, BatchRefused {
    try {
      return read(content(), batchId, key -> {});
    } catch (BatchRefused e) {
      if (parts.keys().askAgain()) {
        return read(content(), batchId, key -> {});
      }
      throw e;
    }
  }

  private BatchFacts read(BatchContent content, String batchId, BatchContent.Keys keys)
      throws IOException, BatchRefused {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(spool))) {
      return content.read(bytes, parts.source().id() + " " + batchId, keys);
    }
  }

  private BatchObject described(
      PullAnswer.Batch batch, BatchFacts facts, Optional<String> setAside) {
    var source = parts.source();
    String region = source.region().map(Region::code).orElse("mixed");
    Map<String, String> said = new HashMap<>();
    said.put(BatchObject.PEER, source.peer());
    said.put(BatchObject.REGION, region);
    said.put(
        BatchObject.ORIGINS,
        source.origins().stream().map(Region::code).sorted().collect(Collectors.joining(",")));
    said.put(BatchObject.FORMAT, source.format().word());
    said.put(BatchObject.FEED, source.id().feed());
    said.put(BatchObject.WINDOW_END, facts.windowEnd().toString());
    said.put(KEYS, String.valueOf(facts.keys()));
    said.put(PROVEN, String.valueOf(facts.originProven()));
    setAside.ifPresent(why -> said.put(WHY, why));
    return BatchObject.of(source.peer(), region, facts.windowEnd(), batch.batchId(), said);
  }

  /** A batch without any key for us. */
  private PullPosition pass(PullAnswer.Batch batch, PullPosition before)
      throws InterruptedException {
    var after = behind(before, batch.batchId(), batch.feedId(), before.windowEnd());
    Instant arrival = environment.rules().arrival(environment.clock().instant());
    environment.outbox().put(Progress.moved(parts.source().id(), arrival, after));
    counts.finished(KeyCounts.NONE, true);
    return after;
  }

  private PullPosition behind(
      PullPosition before, String batchId, Optional<String> feedId, Instant windowEnd) {
    return parts.protocol().passed(before.finished(batchId, feedId, windowEnd), batchId);
  }

  private PullPosition setAside(
      PullAnswer.Batch batch, BatchFacts facts, String object, PullPosition before, String why)
      throws InterruptedException {
    counts.quarantinedBatch();
    LOG.error("Set aside a batch of {} as {}: {}", parts.source().id(), object, why);
    var after = behind(before, batch.batchId(), batch.feedId(), facts.windowEnd());
    var told =
        Progress.batch(batch.batchId(), object, facts.sha256(), facts.keys())
            .setOriginProven(facts.originProven())
            .setQuarantined(why);
    Instant arrival = environment.rules().arrival(environment.clock().instant());
    var progress = Progress.at(parts.source().id(), after).setBatch(told).build();
    environment
        .outbox()
        .put(new Piece(parts.source().id(), List.of(), arrival, after, Optional.of(progress)));
    return after;
  }

  private PullPosition handOver(
      OpenBatch open, BatchFacts facts, PullPosition before, BatchContent content)
      throws IOException, BatchRefused {
    var emission =
        new Emission(
            parts.source().id(),
            parts.screening(),
            environment.outbox(),
            environment.rules().arrival(environment.clock().instant()),
            before,
            open);
    BatchFacts again = read(content, open.batchId(), emission);
    requireSame(facts.sha256(), again.sha256());
    var after = behind(before, open.batchId(), open.feedId(), facts.windowEnd());
    var progress =
        Progress.at(parts.source().id(), after)
            .setBatch(told(open, facts, emission.counts()))
            .build();
    emission.finish(after, progress);
    counts.finished(emission.counts(), facts.originProven());
    return after;
  }

  private static PulledBatch told(OpenBatch open, BatchFacts facts, KeyCounts counts) {
    return Progress.batch(open.batchId(), open.object(), facts.sha256(), facts.keys())
        .setPassedOn(counts.passedOn())
        .setOwn(counts.own())
        .setRefused(counts.refused())
        .setOriginProven(facts.originProven())
        .build();
  }

  private static void requireSame(ByteString judged, ByteString handedOver) {
    if (!judged.equals(handedOver)) {
      throw new IllegalStateException("a spooled batch changed while it was read");
    }
  }
}

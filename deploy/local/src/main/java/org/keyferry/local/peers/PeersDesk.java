package org.keyferry.local.peers;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.keyferry.edge.kafka.KafkaSettings;
import org.keyferry.event.v1.SignedPeersDocument;
import org.keyferry.local.CommandFailure;
import org.keyferry.local.topic.TopicRead;
import org.keyferry.local.topic.TopicWrite;
import org.keyferry.wire.Problem;
import org.keyferry.wire.export.KeySigner;
import org.keyferry.wire.peer.DocumentKey;
import org.keyferry.wire.peer.Federation;
import org.keyferry.wire.peer.PeersChain;
import org.keyferry.wire.peer.PeersDocument;
import org.keyferry.wire.peer.PeersRefused;
import org.keyferry.wire.peer.PeersSignature;
import org.keyferry.wire.peer.PeersTrust;
import org.keyferry.wire.peer.PeersWriting;
import org.keyferry.wire.topic.Topics;

/**
 * Reads what was published of the document of peers, and publishes its next version.
 *
 * <p>in: {@code peers.documents}; out: {@code peers.documents}
 */
public final class PeersDesk {
  private final KafkaSettings kafka;
  private final PeersTrust trust;

  /**
   * @param kafka how to reach the brokers
   * @param trust as the apps have it
   */
  public PeersDesk(KafkaSettings kafka, PeersTrust trust) {
    this.kafka = kafka;
    this.trust = trust;
  }

  /**
   * What became of a record.
   *
   * @param offset its place
   * @param at when the broker appended it
   * @param version the version that it made known or said again; null if it is none
   * @param refusal why it was refused; null if it was not
   */
  public record Entry(long offset, Instant at, Long version, String refusal) {}

  /**
   * Everything that was published, judged as the apps do.
   *
   * @param entries all records
   * @param chain where it ends
   */
  public record History(List<Entry> entries, PeersChain chain) {}

  /** What was published until now. */
  public History history() {
    var entries = new ArrayList<Entry>();
    var chain = new PeersChain[] {PeersChain.from(trust)};
    TopicRead.all(
        kafka,
        Topics.PEERS_DOCUMENTS,
        each -> {
          Instant at = Instant.ofEpochMilli(each.timestamp());
          try {
            chain[0] = chain[0].next(jws(each), at);
            String why = chain[0].refusal().map(PeersDesk::sentence).orElse(null);
            entries.add(new Entry(each.offset(), at, chain[0].version(), why));
          } catch (PeersRefused e) {
            entries.add(new Entry(each.offset(), at, null, sentence(e)));
          }
        });
    return new History(entries, chain[0]);
  }

  private static String sentence(PeersRefused why) {
    return why.reason().word() + ": " + why.getMessage();
  }

  /** What is no such record is refused as no JWS is. */
  private static String jws(ConsumerRecord<byte[], byte[]> each) {
    try {
      return each.value() == null ? "" : SignedPeersDocument.parseFrom(each.value()).getJws();
    } catch (InvalidProtocolBufferException e) {
      return "";
    }
  }

  /**
   * Publishes the next version, and reads it back as the apps will.
   *
   * @param validity how long it is in effect
   * @throws CommandFailure if the key may not sign it, or the apps will refuse it
   */
  public PeersDocument publish(
      Federation federation, KeySigner signer, Instant now, Duration validity)
      throws IOException, InterruptedException {
    PeersChain before = history().chain();
    checkSigner(before, new DocumentKey(signer.publicKey()));
    var document =
        new PeersDocument(
            before.version() + 1, now, now.plus(validity), before.digest(), federation);
    String jws = PeersSignature.sign(PeersWriting.document(document), signer);
    checkTaken(before, jws, now);
    var value = SignedPeersDocument.newBuilder().setJws(jws).build();
    var entry = new TopicWrite.Entry(String.valueOf(document.version()), value);
    long offset =
        TopicWrite.write(kafka, Topics.PEERS_DOCUMENTS, List.of(entry)).getFirst().offset();
    checkPublished(offset);
    return document;
  }

  private static void checkSigner(PeersChain chain, DocumentKey key) {
    if (!chain.signers().contains(key)) {
      throw new CommandFailure(
          new Problem(
              "document key",
              "the command",
              "one of "
                  + chain.signers()
                  + ", which may sign version "
                  + (chain.version() + 1)
                  + " (--key names its file)",
              key.id()));
    }
  }

  /** What would be refused is not published. */
  private static void checkTaken(PeersChain chain, String jws, Instant now) {
    try {
      Optional<PeersRefused> refusal = chain.next(jws, now).refusal();
      if (refusal.isPresent()) {
        throw refusal.get();
      }
    } catch (PeersRefused e) {
      throw new CommandFailure(e.problem(), e);
    }
  }

  private void checkPublished(long offset) {
    Optional<Entry> found =
        history().entries().stream().filter(each -> each.offset() == offset).findFirst();
    if (found.isEmpty() || found.get().refusal() != null) {
      throw new CommandFailure(
          new Problem(
              "record " + Topics.PEERS_DOCUMENTS + "@" + offset,
              kafka.bootstrapServers(),
              "to be taken",
              found.map(Entry::refusal).orElse("nothing there")));
    }
  }
}

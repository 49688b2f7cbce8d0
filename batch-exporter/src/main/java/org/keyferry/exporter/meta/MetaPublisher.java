package org.keyferry.exporter.meta;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.keyferry.exporter.sign.CurrentSigners;
import org.keyferry.wire.Problem;
import org.keyferry.wire.document.DocumentHead;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.document.MetaDocument;
import org.keyferry.wire.document.SignedDocument;
import org.keyferry.wire.export.KeySigner;
import org.keyferry.wire.feed.BatchWindow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes documents about the backend: a new one when the value, or the key that signs, is
 * another, and before the old one expires.
 *
 * <p>in: {@link MetaSource}; out: {@link MetaObjects}
 */
final class MetaPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(MetaPublisher.class);
  private static final int RENEWALS = 4;

  private final MetaObjects objects;
  private final CurrentSigners signers;
  private final Duration lifetime;
  private final InstantSource clock;

  /** What the store has, of documents whose forms are all there. */
  private final Map<DocumentType, StoredDocument> settled = new EnumMap<>(DocumentType.class);

  MetaPublisher(
      MetaObjects objects, CurrentSigners signers, Duration lifetime, InstantSource clock) {
    this.objects = objects;
    this.signers = signers;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  /** Trusts nothing that it remembers: somebody else may have published meanwhile. */
  void forget() {
    settled.clear();
  }

  /**
   * Makes the document say what its source wants.
   *
   * @return whether there was anything to do
   * @throws IOException if the store, the key or the source fails; to be tried again
   */
  boolean refresh(MetaSource source) throws IOException {
    DocumentType type = source.type();
    Optional<StoredDocument> before = Optional.ofNullable(settled.get(type));
    if (before.isEmpty()) {
      before = objects.find(type);
      if (before.isPresent()) {
        settle(before.get(), source);
      }
    }
    Optional<String> wanted = jws(source.wanted(), before, type);
    if (wanted.isEmpty()) {
      return false;
    }
    settled.remove(type);
    Optional<StoredDocument> stored = objects.replace(before, wanted.get(), type);
    if (stored.isEmpty()) {
      throw new IOException("another writer has replaced the document of type " + type.typ());
    }
    settle(stored.get(), source);
    LOG.atInfo()
        .addKeyValue("document", type.typ())
        .addKeyValue("sequence", stored.get().document().head().sequence())
        .addKeyValue("version", stored.get().document().version())
        .log("issued a document");
    return true;
  }

  private void settle(StoredDocument stored, MetaSource source) throws IOException {
    objects.settle(stored, source.keepsVersions(), source.furtherForms());
    settled.put(source.type(), stored);
  }

  /** What has to take the place of the document; empty if nothing has to. */
  private Optional<String> jws(Wanted wanted, Optional<StoredDocument> before, DocumentType type)
      throws IOException {
    return switch (wanted) {
      case Wanted.Value value -> signed(value.json(), before, type);
      case Wanted.Signed signed -> passedOn(signed, before);
    };
  }

  private Optional<String> signed(String value, Optional<StoredDocument> before, DocumentType type)
      throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    KeySigner signer = signer(now);
    boolean isSame = before.filter(stored -> stored.document().value().equals(value)).isPresent();
    if (isSame && !isDue(before.get(), signer, now)) {
      return Optional.empty();
    }
    long sequence =
        before.map(stored -> stored.document().head().sequence() + 1).orElseGet(() -> first(now));
    var head =
        new DocumentHead(sequence, before.map(StoredDocument::hash), now, now.plus(lifetime));
    long version = isSame ? before.get().document().version() : sequence;
    byte[] json = new MetaDocument(type, version, head, value).render();
    return Optional.of(SignedDocument.sign(json, type, signer));
  }

  private KeySigner signer(Instant now) throws IOException {
    return signers.now().of(new BatchWindow(now.minusSeconds(1), now)).getFirst();
  }

  private boolean isDue(StoredDocument stored, KeySigner signer, Instant now) {
    Instant issued = stored.document().head().issuedAt();
    return !stored.keyId().equals(signer.keyId().toString())
        || !now.isBefore(issued.plus(lifetime.dividedBy(RENEWALS)));
  }

  /**
   * The time: higher than that of any document before, should the store have lost them. Readers who
   * saw one would take a lower number for a rollback.
   */
  private static long first(Instant now) {
    return Math.max(1, now.getEpochSecond());
  }

  /** One row of documents has one signer; that of another begins anew. */
  private static Optional<String> passedOn(Wanted.Signed wanted, Optional<StoredDocument> before)
      throws UnusableFile {
    if (before.isEmpty() || !before.get().keyId().equals(wanted.keyId())) {
      return Optional.of(wanted.jws());
    }
    long stored = before.get().document().head().sequence();
    long offered = wanted.document().head().sequence();
    if (before.get().jws().equals(wanted.jws())) {
      return Optional.empty();
    }
    if (offered <= stored) {
      throw new UnusableFile(
          new Problem(
              "sequence",
              wanted.document().type().typ(),
              "more than " + stored + ", which is published",
              String.valueOf(offered)));
    }
    return Optional.of(wanted.jws());
  }
}

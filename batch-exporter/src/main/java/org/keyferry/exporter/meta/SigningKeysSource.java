package org.keyferry.exporter.meta;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.keyferry.edge.store.Content;
import org.keyferry.exporter.sign.CurrentSigners;
import org.keyferry.exporter.sign.SigningTerm;
import org.keyferry.wire.document.ContentHash;
import org.keyferry.wire.document.DocumentNames;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.document.PublishedKey;
import org.keyferry.wire.document.PublishedKey.State;
import org.keyferry.wire.document.PublishedKeys;

/**
 * The signing keys of the settings, with what operators decided of them.
 *
 * <p>in: {@link CurrentSigners}; out: {@code /meta/signing-keys}
 */
record SigningKeysSource(CurrentSigners signers, InstantSource clock) implements MetaSource {
  @Override
  public DocumentType type() {
    return DocumentType.SIGNING_KEYS;
  }

  @Override
  public Wanted wanted() throws IOException {
    return new Wanted.Value(keys().json());
  }

  @Override
  public boolean keepsVersions() {
    return false;
  }

  @Override
  public Map<String, Content> furtherForms() throws IOException {
    byte[] pem = keys().pem().getBytes(US_ASCII);
    return Map.of(
        MetaNames.name(type()) + ".pem",
        Content.of(
            pem,
            DocumentNames.PEM_MEDIA_TYPE,
            DocumentNames.INDEX_CACHE_CONTROL,
            Map.of(DocumentNames.HASH_METADATA, ContentHash.of(pem).text())));
  }

  private PublishedKeys keys() throws IOException {
    Instant now = clock.instant();
    return new PublishedKeys(signers.now().all().stream().map(term -> key(term, now)).toList());
  }

  private static PublishedKey key(SigningTerm term, Instant now) {
    return new PublishedKey(
        term.keyId(),
        term.publicKey(),
        state(term, now),
        Optional.of(term.from()).filter(from -> from.isAfter(Instant.MIN)),
        Optional.of(term.thru()).filter(thru -> thru.isBefore(Instant.MAX)));
  }

  private static State state(SigningTerm term, Instant now) {
    if (term.revoked()) {
      return State.REVOKED;
    }
    if (now.isBefore(term.from())) {
      return State.ANNOUNCED;
    }
    return now.isBefore(term.thru()) ? State.CURRENT : State.ENDED;
  }
}

package org.keyferry.client.follow;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyferry.client.trust.Attack;
import org.keyferry.client.trust.AttackDetected;
import org.keyferry.client.trust.SignedText;
import org.keyferry.client.trust.Trail;
import org.keyferry.wire.document.DocumentType;
import org.keyferry.wire.document.FileIndex;
import org.keyferry.wire.document.ListedFile;
import org.keyferry.wire.document.MalformedDocument;
import org.keyferry.wire.export.ExportIndex;
import org.keyferry.wire.export.MalformedExport;

/**
 * The files that an index names.
 *
 * @param names in its order
 * @param hashes SHA-256 of each by name, if the index is signed
 * @param trail what to remember of it, if it is signed
 */
record NamedFiles(List<String> names, Map<String, String> hashes, Optional<Trail> trail) {

  /** Of {@code index.txt}, which anybody may have written. */
  static NamedFiles plain(byte[] index, URI where) throws AttackDetected {
    try {
      return new NamedFiles(
          ExportIndex.parse(index, where.toString()).names(), Map.of(), Optional.empty());
    } catch (MalformedExport e) {
      throw new AttackDetected(Attack.MALFORMED, e.problem());
    }
  }

  /** Of its signed twin, {@code index.jws}, whose rules are those of the list of batches. */
  static NamedFiles signed(
      byte[] jws, URI where, FeedAddress feed, Optional<Trail> before, Instant now)
      throws AttackDetected {
    byte[] json =
        SignedText.open(
            new String(jws, StandardCharsets.ISO_8859_1),
            DocumentType.FILE_INDEX,
            feed.keys(),
            where);
    try {
      FileIndex index = FileIndex.parse(json, where.toString());
      if (!index.feed().equals(feed.directory())) {
        throw AttackDetected.of(Attack.OTHER_REGION, "feed", where, feed.directory(), index.feed());
      }
      var next = SignedText.next(index.head(), json);
      Trail.requireFollows(before, next, now, where);
      var hashes = new HashMap<String, String>();
      index.files().forEach(file -> hashes.put(file.name(), file.hash().text()));
      return new NamedFiles(
          index.files().stream().map(ListedFile::name).toList(), hashes, Optional.of(next.trail()));
    } catch (MalformedDocument e) {
      throw new AttackDetected(Attack.MALFORMED, e.problem());
    }
  }
}

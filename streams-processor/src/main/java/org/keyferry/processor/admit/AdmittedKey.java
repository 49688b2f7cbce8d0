package org.keyferry.processor.admit;

import org.keyferry.processor.feed.FeedSet;
import org.keyferry.processor.feed.KeyProvenance;
import org.keyferry.processor.reject.RecordPlace;
import org.keyferry.wire.key.DiagnosisKey;

/**
 * A key that may be held for release.
 *
 * @param key the key, without regions
 * @param feeds the feeds that it belongs to, at least one
 * @param from where it came from, by which feeds choose
 * @param source who reported it
 * @param place the record that it came in; its time is the key's arrival
 */
public record AdmittedKey(
    DiagnosisKey key, FeedSet feeds, KeyProvenance from, KeySource source, RecordPlace place) {

  /** Whether it came from another backend. */
  public boolean isRemote() {
    return !from.isLocal();
  }
}

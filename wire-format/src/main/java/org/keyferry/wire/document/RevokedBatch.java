package org.keyferry.wire.document;

import java.time.Instant;
import java.util.Optional;

/**
 * A batch that was withdrawn or corrected and would not be expired yet.
 *
 * @param id which
 * @param hash of its data; empty where it had none
 * @param at when that was decided, in whole seconds
 */
public record RevokedBatch(BatchName id, Optional<ContentHash> hash, Instant at) {}

package org.keyferry.local.batches;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.keyferry.event.v1.PublishedBatch;
import org.keyferry.event.v1.PublishedObject;

/**
 * A batch as it is shown.
 *
 * @param feed the feed's id
 * @param sequence its number
 * @param state what phones find of it
 * @param start first instant of its window
 * @param end first instant after its window
 * @param keys padding and revised ones included
 * @param padding how many are padding
 * @param revised how many are revised
 * @param about what a command was about and what became of it, or why the batch was withdrawn;
 *     empty for others
 * @param objects as the index lists them
 */
public record BatchView(
    String feed,
    long sequence,
    State state,
    Instant start,
    Instant end,
    long keys,
    long padding,
    long revised,
    String about,
    List<Item> objects) {

  /** What phones find of a batch. */
  public enum State {
    /** Its files. */
    PUBLISHED,
    /** Nothing: there was no key. */
    EMPTY,
    /** Nothing any more. */
    WITHDRAWN,
    /** Another batch's files. */
    REPLACED,
    /** Nothing: the number is of a command. */
    COMMAND,
    /** Nothing: the number is of a command that was refused. */
    REFUSED
  }

  /**
   * An object of a batch.
   *
   * @param name as the index lists it
   * @param size in bytes
   * @param sha256 of the zip, in hex
   * @param signedBy ids and versions of its keys
   */
  public record Item(String name, long size, String sha256, List<String> signedBy) {
    static Item of(PublishedObject object) {
      return new Item(
          object.getName(),
          object.getSizeBytes(),
          HexFormat.of().formatHex(object.getSha256().toByteArray()),
          object.getSignaturesList().stream()
              .map(signature -> signature.getKeyId() + "-" + signature.getKeyVersion())
              .toList());
    }
  }

  /**
   * Shows a batch.
   *
   * @param all the batches that are published, which tell what took its place
   */
  public static BatchView of(PublishedBatch batch, List<PublishedBatch> all) {
    return new BatchView(
        batch.getFeed(),
        batch.getSequence(),
        state(batch, all),
        Instant.ofEpochSecond(batch.getWindowStartSeconds()),
        Instant.ofEpochSecond(batch.getWindowEndSeconds()),
        batch.getKeys(),
        batch.getPadding(),
        batch.getRevisedKeys(),
        about(batch),
        batch.getObjectsList().stream().map(Item::of).toList());
  }

  private static State state(PublishedBatch batch, List<PublishedBatch> all) {
    if (batch.hasWithdrawal()) {
      long by = batch.getWithdrawal().getBySequence();
      boolean replaced =
          all.stream()
              .filter(other -> other.getFeed().equals(batch.getFeed()))
              .anyMatch(other -> other.getSequence() == by && other.getObjectsCount() > 0);
      return replaced ? State.REPLACED : State.WITHDRAWN;
    }
    if (batch.getObjectsCount() > 0) {
      return State.PUBLISHED;
    }
    if (!batch.hasOutcome()) {
      return State.EMPTY;
    }
    return batch.getOutcome().getRefusal().isEmpty() ? State.COMMAND : State.REFUSED;
  }

  private static String about(PublishedBatch batch) {
    if (batch.hasWithdrawal()) {
      var withdrawal = batch.getWithdrawal();
      return "by " + withdrawal.getBySequence() + ": " + withdrawal.getReason();
    }
    if (!batch.hasOutcome()) {
      return "";
    }
    var outcome = batch.getOutcome();
    String what =
        outcome.getAction().name().toLowerCase(Locale.ROOT) + " " + outcome.getOfSequence();
    return outcome.getRefusal().isEmpty() ? what : what + ": " + outcome.getRefusal();
  }
}

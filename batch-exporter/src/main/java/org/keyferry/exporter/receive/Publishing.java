package org.keyferry.exporter.receive;

import java.io.IOException;
import org.keyferry.exporter.command.BatchCommands;
import org.keyferry.exporter.command.GivenCommand;
import org.keyferry.exporter.command.SealedKeys;
import org.keyferry.exporter.publish.BatchPublisher;
import org.keyferry.exporter.publish.CompleteBatch;
import org.keyferry.exporter.publish.SettledBatches;
import org.keyferry.exporter.record.BatchId;
import org.keyferry.exporter.record.BatchWriter;

/** Where complete batches go. */
interface Publishing extends AutoCloseable {

  /**
   * Makes this the only writer of the partition, if it is not; whether that was necessary, so that
   * what was settled has to be asked anew.
   */
  default boolean takeOver() throws IOException {
    return false;
  }

  /** Whether the batch needs nothing more. */
  boolean isSettled(BatchId batch) throws IOException;

  /** Publishes the batch; may be tried again after a failure. */
  void publish(CompleteBatch batch) throws IOException;

  /** Forgets where earlier batches are. */
  @Override
  default void close() {}

  /** Carries out the command; may be tried again after a failure. */
  void carryOut(SealedRecord.Command command) throws IOException;

  /**
   * Into the store.
   *
   * @param writer of the partition
   * @param sealed where the keys of earlier batches of the partition are read from
   */
  record IntoStore(
      BatchWriter writer,
      SettledBatches settled,
      BatchPublisher publisher,
      BatchCommands commands,
      SealedKeys sealed)
      implements Publishing {
    @Override
    public boolean takeOver() throws IOException {
      return writer.takeOver();
    }

    @Override
    public boolean isSettled(BatchId batch) throws IOException {
      return settled.contains(batch);
    }

    @Override
    public void publish(CompleteBatch batch) throws IOException {
      publisher.publish(batch, writer);
    }

    @Override
    public void close() {
      sealed.close();
    }

    @Override
    public void carryOut(SealedRecord.Command command) throws IOException {
      commands.carryOut(
          new GivenCommand(command.batch(), command.window(), command.terms(), command.command()),
          sealed,
          writer);
    }
  }
}
